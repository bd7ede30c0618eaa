"""How often the process stops to look for garbage: seldom, because turns leave next to none that it would find."""

import gc

SELDOM = (10_000, 10, 10)
"""When each generation is looked through, as `gc.set_threshold` takes it. Python's own 700 is reached by two gigs read from the
database. Each search then goes through every value read lately, all of it in use, while no turn gets an answer."""


def settle() -> None:
    """Once everything has started: what is there now stays for good, and what comes later is searched seldom.

    Whatever is not part of a circle of references goes at once, as always.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
