"""What anybody can read of a listing in the sandbox."""

from collections.abc import Sequence

from ports.marketplace import PostRequest


def as_public(request: PostRequest) -> Sequence[tuple[str, str]]:
    """Every line of the listing, as (label, text)."""
    paid = (
        f"{request.rate} an hour, up to {request.hours} hours" if request.hours else f"{request.rate} in all"
    )
    lines = [
        ("Title", request.title),
        ("Description", request.description),
        ("Category", request.category.capitalize()),
        ("Skills", ", ".join(request.skills)),
        ("Budget", paid),
        ("Dates", f"{request.start.day} {request.start:%b %Y} to {request.due.day} {request.due:%b %Y}"),
        ("Visible to", request.visibility.replace("_", " ")),
    ]
    lines += [("Experience", request.experience)] if request.experience else []
    lines += [("Hours a week", str(request.weekly_hours))] if request.weekly_hours else []
    return [*lines, *(("Question", question) for question in request.screening)]
