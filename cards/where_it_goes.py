"""Where a gig goes once it is submitted or approved, as the preview says it."""

from translation.catalogue import N_

POST_IT = (
    N_("Press “Post it” and it goes to {where}."),
    N_("Press “Post it” and colleagues are asked first. After that it goes to {where}."),
)
STILL_COUNT = (
    N_("All earlier approvals still count. Submit it and it goes to {where}."),
    N_(
        "All earlier approvals still count. Submit it and colleagues are asked first; then it goes to {where}."
    ),
)
ONCE_APPROVED = (
    N_("Once it’s approved, I’ll post it to {where}."),
    N_("Once it’s approved, colleagues are asked first. If nobody takes it, I’ll post it to {where}."),
)
"""Each as it is, and where the policy has colleagues asked first."""
