"""Objects are told apart by identity; the oldest is let go."""

from jiwen.kept import Kept


def test_makes_once_for_each_object_and_keeps_the_latest() -> None:
    made: list[list[int]] = []

    def size(thing: list[int]) -> int:
        made.append(thing)
        return len(thing)

    kept = Kept(size, 2)
    one, same, other = [1], [1], [1, 2]
    assert [kept(one), kept(one), kept(same)] == [1, 1, 1]
    assert made == [one, same]
    assert kept(other) == 2
    assert kept(one) == 1
    assert len(made) == 4
