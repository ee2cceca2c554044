"""The breaker opens at once on silence, after three bad answers, and doubles its rest."""

from gazel.reasoning.model.breaker import CircuitBreaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_silence_opens_at_once_and_one_caller_may_probe_after_the_cooldown() -> None:
    clock = Clock()
    breaker = CircuitBreaker(cooldown=5, clock=clock)
    breaker.trip("down")
    assert breaker.state == "open"
    assert not breaker.claim_probe()
    clock.now = 5.0
    assert breaker.claim_probe()
    assert not breaker.claim_probe(), "only one probe at a time"
    breaker.succeed()
    assert breaker.state == "closed"


def test_three_bad_answers_in_a_row_open_it_and_a_good_one_forgives() -> None:
    breaker = CircuitBreaker(patience=3)
    breaker.misbehaved("x")
    breaker.misbehaved("x")
    breaker.succeed()
    breaker.misbehaved("x")
    breaker.misbehaved("x")
    assert breaker.state == "closed"
    breaker.misbehaved("x")
    assert breaker.state == "open"


def test_the_rest_doubles_with_each_failed_probe_up_to_the_longest() -> None:
    clock = Clock()
    breaker = CircuitBreaker(cooldown=5, longest=12, clock=clock)
    rests = []
    for _ in range(4):
        breaker.trip("down")
        rests.append(breaker.seconds_to_probe)
        clock.now += breaker.seconds_to_probe
        assert breaker.claim_probe()
    assert rests == [5, 10, 12, 12]
