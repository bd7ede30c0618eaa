"""Every GraphQL operation we send, as small as it can be: one field that a key may not read can fail all of it."""

from gigs.value import Value

MONEY = "{ rawValue currency displayValue }"

MILESTONE = f"""{{
  id state description sequenceId submissionCount
  depositAmount {MONEY}
  submissionEvents {{
    submission {{ id createdDateTime }}
    submissionMessage {{ message }}
    revisionMessage {{ message }}
  }}
}}"""


class Operation(Value):
    """`field` is the one field of the root that is asked for; `writes` whether it can land."""

    field: str
    text: str
    writes: bool = False


COMPANIES = Operation(
    field="companySelector",
    text="query { companySelector { items { title organizationId organizationType organizationLegacyType } } }",
)
ORGANIZATION = Operation(field="organization", text="query { organization { id name legacyType } }")

CATEGORIES = Operation(
    field="ontologyCategories",
    text="query { ontologyCategories { id preferredLabel slug subcategories { id preferredLabel slug } } }",
)
SKILLS = Operation(
    field="ontologyElementsSearchByPrefLabel",
    text="""query ($filter: OntologyElementsSearchByPrefLabelFilter) {
  ontologyElementsSearchByPrefLabel(filter: $filter) { id preferredLabel }
}""",
)
DURATIONS = Operation(
    field="proposalMetadata",
    text="query { proposalMetadata { engagementDurationValues { id label } } }",
)
REASONS = Operation(
    field="reasons",
    text="query ($type: ReasonType!) { reasons(reasonType: $type) { id reason alias } }",
)

CREATE_JOB = Operation(
    field="createJobPosting",
    writes=True,
    text="""mutation ($job: JobPostingCreateRequest!) {
  createJobPosting(jobPostingRequest: $job) { id version skillsSaved questionsSaved sandsJobPostSaved }
}""",
)
UPDATE_JOB = Operation(
    field="updateJobPosting",
    writes=True,
    text="""mutation ($id: ID!, $job: JobPostingUpdateRequest!) {
  updateJobPosting(id: $id, jobPostingRequest: $job) { id version skillsSaved questionsSaved sandsJobPostSaved }
}""",
)
JOB = Operation(
    field="jobPosting",
    text="""query ($id: ID!) {
  jobPosting(jobPostingId: $id) {
    id version
    info { status legacyCiphertext auditTime { createdDateTime } }
    contractTerms { contractType }
  }
}""",
)
OWN_JOBS = Operation(
    field="organization",
    text="""query ($filter: JobPostingsFilter!) {
  organization {
    jobPosting(jobPostingFilter: $filter) {
      edges { node { id info { legacyCiphertext auditTime { createdDateTime } } content { title description } } }
      pageInfo { endCursor hasNextPage }
    }
  }
}""",
)

_PROPOSALS = """query ($job: ID!, $sort: ClientProposalSortAttribute, $page: Pagination) {
  clientProposals(jobPostingId: $job, sortAttribute: $sort, pagination: $page) {
    edges {
      node {
        id coverLetter
        user { id name publicUrl %s }
        terms { chargeRate { rawValue currency displayValue } }
        projectPlan { milestones { description amount } }
        auditDetails { createdDateTime { rawValue } modifiedDateTime { rawValue } }
        status { status }
      }
    }
    pageInfo { endCursor hasNextPage }
  }
}"""
PROPOSALS = Operation(field="clientProposals", text=_PROPOSALS % "")
PROPOSALS_WITH_PROFILES = Operation(
    field="clientProposals",
    text=_PROPOSALS
    % """freelancerProfile {
          countryDetails { name }
          aggregates { adjustedFeedbackScore jobSuccessScore totalHourlyJobs totalFixedJobs }
        }""",
)
PROPOSAL = Operation(
    field="clientProposal",
    text="query ($id: ID!) { clientProposal(id: $id) { id user { id name } organization { id } status { status } } }",
)
SHORTLIST = Operation(
    field="shortlistClientProposal",
    writes=True,
    text="""mutation ($input: ClientProposalShortlistRequest) {
  shortlistClientProposal(clientProposalShortlistRequest: $input) { status }
}""",
)
INVITE = Operation(
    field="createClientJobInvitation",
    writes=True,
    text="""mutation ($input: ClientJobInvitationCreateRequestInput!) {
  createClientJobInvitation(clientJobInvitationCreateRequest: $input)
}""",
)
INVITES = Operation(
    field="jobPosting",
    text="query ($id: ID!) { jobPosting(jobPostingId: $id) { id proposalsStatistics { totalInvitesSent } } }",
)
DECLINE = Operation(
    field="declineClientProposal",
    writes=True,
    text="""mutation ($input: ClientProposalDeclineRequest) {
  declineClientProposal(clientProposalDeclineRequest: $input) { status }
}""",
)
MESSAGE = Operation(
    field="messageClientProposal",
    writes=True,
    text="""mutation ($input: ClientProposalMessageRequest) {
  messageClientProposal(clientProposalMessageRequest: $input) { status }
}""",
)
ROOM = Operation(
    field="proposalRoom",
    text="""query ($proposal: ID!, $filter: StoryFilter) {
  proposalRoom(vendorProposalId: $proposal) {
    id
    stories(filter: $filter) {
      edges { node { message } }
      pageInfo { endCursor hasNextPage }
    }
  }
}""",
)

MUTATIONS = Operation(field="__type", text='query { __type(name: "Mutation") { fields { name } } }')
CREATE_OFFER = Operation(
    field="createOffer",
    writes=True,
    text=f"""mutation ($offer: CreationOfferInput!) {{
  createOffer(offerInput: $offer) {{
    offer {{ id title state milestoneTerms {{ budget {MONEY} milestones {MILESTONE} }} }}
  }}
}}""",
)
"""Documented, and absent from the schema as introspected in April 2026: asked for only where it is there."""

OFFERS_ON = Operation(
    field="offersByAttributes",
    text="""query ($filter: SearchOffersByAttributesInput!) {
  offersByAttributes(filter: $filter) { offers { id description state contractId createdDateTime } }
}""",
)
OFFER = Operation(
    field="offer",
    text=f"""query ($id: ID!, $whose: Boolean!) {{
  offer(id: $id) {{
    id title state
    vendorProposal @include(if: $whose) {{ id }}
    freelancer {{ fullName }}
    offerTerms {{ fixedPriceTerm {{ budget {MONEY} }} }}
    milestones {MILESTONE}
  }}
}}""",
)
WITHDRAW_OFFER = Operation(
    field="withdrawOffer",
    writes=True,
    text="mutation ($input: WithdrawOfferInput!) { withdrawOffer(input: $input) }",
)
CONTRACT = Operation(
    field="contractDetails",
    text=f"""query ($id: ID!) {{
  contractDetails(id: $id) {{
    id title status
    freelancer {{ name }}
    terms {{ fixedPriceTerms {{ fixedAmount {MONEY} milestones {MILESTONE} }} hourlyTerms {{ id }} }}
  }}
}}""",
)
FUND = Operation(
    field="activateMilestone",
    writes=True,
    text="mutation ($input: ActivateMilestoneInput) { activateMilestone(input: $input) { id state } }",
)
APPROVE = Operation(
    field="approveMilestone",
    writes=True,
    text="mutation ($input: ApproveMilestoneInput!) { approveMilestone(input: $input) { id state } }",
)
REJECT = Operation(
    field="rejectSubmittedMilestone",
    writes=True,
    text="""mutation ($input: RejectMilestoneSubmissionInput) {
  rejectSubmittedMilestone(input: $input) { response }
}""",
)
END_CONTRACT = Operation(
    field="endContractByClient",
    writes=True,
    text="""mutation ($id: ID!, $input: EndContractInput!) {
  endContractByClient(contractId: $id, input: $input) { success }
}""",
)

EVERY = (
    COMPANIES,
    ORGANIZATION,
    CATEGORIES,
    SKILLS,
    DURATIONS,
    REASONS,
    CREATE_JOB,
    UPDATE_JOB,
    JOB,
    OWN_JOBS,
    PROPOSALS,
    PROPOSALS_WITH_PROFILES,
    PROPOSAL,
    SHORTLIST,
    INVITE,
    INVITES,
    DECLINE,
    MESSAGE,
    ROOM,
    OFFERS_ON,
    OFFER,
    WITHDRAW_OFFER,
    CONTRACT,
    FUND,
    APPROVE,
    REJECT,
    END_CONTRACT,
    CREATE_OFFER,
)
"""All of them but the question what there is, for a check against the schema of today."""
