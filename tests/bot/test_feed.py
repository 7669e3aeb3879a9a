"""Wake-ups reach every connection of the conversation and no other."""

from __future__ import annotations

from bot.feed import Feed


def test_every_listener_of_the_conversation_is_woken_and_no_other() -> None:
    feed = Feed()
    with feed.listen("mine") as first, feed.listen("mine") as second, feed.listen("other") as other:
        feed.notify("mine")
        assert (first.is_set(), second.is_set(), other.is_set()) == (True, True, False)


def test_who_left_is_woken_no_more() -> None:
    feed = Feed()
    with feed.listen("mine") as stays:
        with feed.listen("mine") as leaves:
            pass
        feed.notify("mine")
        assert (stays.is_set(), leaves.is_set()) == (True, False)
    feed.notify("mine")
    assert not feed._listeners, "a conversation without connections must not be kept in memory"


def test_being_at_work_wakes_and_is_remembered() -> None:
    feed = Feed()
    with feed.listen("mine") as news:
        feed.set_busy("mine", True)
        assert news.is_set()
        assert feed.is_busy("mine")
        assert not feed.is_busy("other")
        news.clear()
        feed.set_busy("mine", False)
        assert news.is_set()
        assert not feed.is_busy("mine")


def test_the_end_of_work_nobody_began_is_nothing() -> None:
    feed = Feed()
    feed.set_busy("mine", False)
    assert not feed.is_busy("mine")
