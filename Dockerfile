# Two stages: the first installs into a virtual environment, the second carries only that.
# Whatever a package index gives is held against the hashes of a lock; what builds the wheel, too.
# The base is named by its tag, so that a build with --pull has Debian's fixes; docs/operations.md says how
# to build upon a digest.
ARG BASE=python:3.13.7-slim-bookworm
FROM ${BASE} AS build
WORKDIR /src
COPY pyproject.toml requirements.lock requirements-build.lock README.md LICENSE ./
COPY LICENSES ./LICENSES
COPY knowledge ./knowledge
COPY bot ./bot
RUN python -m venv /opt/bot \
    && /opt/bot/bin/python -m pip install --quiet --require-hashes -r requirements.lock \
    && python -m pip install --quiet --require-hashes -r requirements-build.lock \
    && python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /opt/bot/bin/python -m pip install --quiet --no-deps --no-index /wheel/*.whl \
    && PYTHONOPTIMIZE=2 /opt/bot/bin/python -m compileall -q /opt/bot/lib

FROM ${BASE}
RUN useradd --create-home --uid 10001 bot && install --directory --owner bot --group bot /data
COPY --from=build /opt/bot /opt/bot
# By number, which Kubernetes can tell from root's.
USER 10001:10001
ENV BOT_DATABASE_URL=sqlite:////data/bot.db BOT_METRICS_LISTEN=127.0.0.1:9464 \
    PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/home/bot/.cache \
    PYTHONOPTIMIZE=2
# That is without docstrings, which take 8 MB; the first stage has compiled all modules so.
# The shipped deck is compiled once, here, and not at every start (docs/decisions/speed.md).
RUN /opt/bot/bin/dl-interview-bot compile
VOLUME /data
# Not `doctor`, which takes a second and sees another process than the one that serves.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["/opt/bot/bin/python", "-c", "from http.client import HTTPConnection as To; it = To('127.0.0.1', 9464, timeout=5); it.request('GET', '/readyz'); exit(it.getresponse().status != 200)"]
ENTRYPOINT ["/opt/bot/bin/dl-interview-bot"]
CMD ["run"]
