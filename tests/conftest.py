"""Made-up examples are the same on every run, so that a change is judged and not the dice. `--hypothesis-profile=explore` rolls them."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", max_examples=2000)
settings.load_profile("same")
