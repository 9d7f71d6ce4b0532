# Two stages: the first installs into a virtual environment, the second carries only that.
FROM python:3.13.7-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY knowledge ./knowledge
COPY bot ./bot
RUN python -m venv /opt/bot \
    && /opt/bot/bin/python -m pip install --quiet --require-hashes -r requirements.lock \
    && /opt/bot/bin/python -m pip install --quiet --disable-pip-version-check ".[pictures,postgresql]"

FROM python:3.13.7-slim-bookworm
RUN useradd --create-home --uid 10001 bot && install --directory --owner bot --group bot /data
COPY --from=build /opt/bot /opt/bot
USER bot
ENV BOT_DATABASE_URL=sqlite:////data/bot.db PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/home/bot/.cache
# The shipped deck is compiled once, here, and not at every start (docs/decisions/speed.md).
RUN /opt/bot/bin/dl-interview-bot ask dropout > /dev/null
VOLUME /data
HEALTHCHECK --interval=2m --timeout=30s --start-period=30s CMD ["/opt/bot/bin/dl-interview-bot", "doctor"]
ENTRYPOINT ["/opt/bot/bin/dl-interview-bot"]
CMD ["run"]
