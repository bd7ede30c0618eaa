"""What the stand-in for Upwork answers, field by field of its roots, from the sandbox behind it."""

from stand_ins.upwork.company import Company
from stand_ins.upwork.contracts import Contracts
from stand_ins.upwork.offers import Offers
from stand_ins.upwork.proposals import Proposals


class Answers(Company, Proposals, Offers, Contracts):
    """The root of one operation. Methods and arguments are named as the fields of the schema that they answer."""
