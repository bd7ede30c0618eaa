"""Every kind of background work: what does it, and what follows when it is given up."""

from collections.abc import Callable, Mapping
from typing import Any

from ports.jobs import Job
from use_cases.accounts.settle_stray import CloseStray, carry_out_closing, closing_stray_given_up
from use_cases.closing.close_gig import SendReview, send_review
from use_cases.delivering.send_back import PassOnSendBack, pass_on_send_back
from use_cases.hiring.judge_proposal import PassOnVerdict, pass_on_verdict
from use_cases.listing.close_listing import CloseListing, close_listing
from use_cases.notifying.deliver_notice import deliver_notice
from use_cases.notifying.mail_notice import mail_given_up, mail_notice
from use_cases.notifying.notify import DeliverNotice, MailNotice, RedrawCards
from use_cases.notifying.redraw_cards import redraw_cards
from use_cases.notifying.tell_colleagues import TellColleagues, tell_colleagues
from use_cases.offering.withdraw_offer import WithdrawOffer, send_withdrawal
from use_cases.settling.given_up import (
    closing_given_up,
    notice_given_up,
    offer_not_withdrawn,
    send_back_given_up,
)
from use_cases.settling.operation_handlers import OPERATION_HANDLERS, carry_out_operation, operation_given_up

JOBS: Mapping[type[Job], Callable[..., Any]] = {
    DeliverNotice: deliver_notice,
    TellColleagues: tell_colleagues,
    MailNotice: mail_notice,
    RedrawCards: redraw_cards,
    **dict.fromkeys(OPERATION_HANDLERS, carry_out_operation),
    CloseListing: close_listing,
    WithdrawOffer: send_withdrawal,
    PassOnVerdict: pass_on_verdict,
    PassOnSendBack: pass_on_send_back,
    SendReview: send_review,
    CloseStray: carry_out_closing,
}
"""Every kind of background work and what does it."""

GIVEN_UP: Mapping[type[Job], Callable[..., Any]] = {
    **dict.fromkeys(OPERATION_HANDLERS, operation_given_up),
    PassOnSendBack: send_back_given_up,
    CloseListing: closing_given_up,
    WithdrawOffer: offer_not_withdrawn,
    DeliverNotice: notice_given_up,
    MailNotice: mail_given_up,
    CloseStray: closing_stray_given_up,
}
"""What follows when a job is given up. The others cost nobody anything: they are in the dead letters, and that is all."""
