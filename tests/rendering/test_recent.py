"""What is kept is not made again; equal is not the same; the least recently used goes first."""

from bot.rendering.recent import Recent


def test_the_same_value_is_rendered_once() -> None:
    recent, made = Recent[str](most=2), list[str]()

    def render(value: list[int], way: str) -> str:
        def make() -> str:
            made.append(f"{value} {way}")
            return made[-1]

        return recent.get(value, (way,), make)

    one, equal, other = [1], [1], [2]
    assert render(one, "a") is render(one, "a")
    assert len(made) == 1
    assert render(equal, "a") is not render(one, "a")
    assert len(made) == 2
    render(one, "a")
    render(other, "a")  # in the place of the equal one, which was used before the first
    render(one, "a")
    assert made == ["[1] a", "[1] a", "[2] a"]
    render(equal, "a")
    assert len(made) == 4
