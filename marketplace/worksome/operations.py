"""Every GraphQL operation we send to Worksome, word for word.

Names, arguments and nullability are those of its public schema (introspection needs no token there); the probe validates
these documents against the schema as it is on the day. PAGE is what Worksome advises.
"""

PAGE = 25

_JOB = "id number name status published currency externalIdentifier url publishedAt createdAt"
_MORE = "paginatorInfo { hasMorePages }"
_PAYMENTS = "data { id number status billedAmount date issuedAt comments }"
_HIRE = f"""
  id status currency rate rateType externalIdentifier
  job {{ id }} worker {{ id name }} conversation {{ url }} latestContract {{ jobName }}
  milestones(first: {PAGE}, page: 1) {{
    data {{
      id name status details {{ dueDate amount }}
      paymentRequests(first: {PAGE}, page: 1) {{ {_PAYMENTS} }}
    }}
  }}
  paymentRequests(first: {PAGE}, page: 1) {{ {_PAYMENTS} }}
"""

ACCOUNTS = """
query Accounts { viewer { id name } accounts { __typename id name ... on Company { currency } } }
"""

JOBS_BY_REFERENCE = f"""
query JobsByReference($accounts: [ID!], $references: [String!], $page: Int) {{
  jobs(accounts: $accounts, externalIdentifiers: $references, first: {PAGE}, page: $page) {{
    data {{ {_JOB} }} {_MORE}
  }}
}}
"""

OWN_JOBS = f"""
query OwnJobs($accounts: [ID!], $page: Int) {{
  jobs(accounts: $accounts, first: {PAGE}, page: $page) {{ data {{ {_JOB} }} {_MORE} }}
}}
"""

DRAFTS = f"""
query Drafts($accounts: [ID!], $page: Int) {{
  jobs(accounts: $accounts, statuses: [DRAFT], first: {PAGE}, page: $page) {{ data {{ {_JOB} }} {_MORE} }}
}}
"""

JOB = f"query OneJob($id: ID!) {{ job(id: $id) {{ {_JOB} }} }}"

CREATE_JOB = f"mutation CreateJob($input: CreateJobInput!) {{ createJob(input: $input) {{ {_JOB} }} }}"
UPDATE_JOB = f"mutation UpdateJob($input: UpdateJobInput!) {{ updateJob(input: $input) {{ {_JOB} }} }}"
END_JOB = "mutation EndJob($input: EndJobInput!) { endJob(input: $input) { id status } }"

PROPOSALS = f"""
query Proposals($job: ID!, $page: Int) {{
  job(id: $job) {{
    id rateType
    bids(first: {PAGE}, page: $page) {{
      data {{
        id status rate rateType currency brief
        worker {{ id name address {{ country {{ name }} }} }}
        conversation {{ url createdAt }}
      }}
      {_MORE}
    }}
    jobCandidates(first: {PAGE}, page: $page) {{ data {{ id createdAt bid {{ id }} }} {_MORE} }}
  }}
}}
"""

CANDIDATES = f"""
query Candidates($job: ID!, $page: Int) {{
  job(id: $job) {{
    id
    jobCandidates(first: {PAGE}, page: $page) {{
      data {{ id status isPreferred bid {{ id }} hire {{ id }} }} {_MORE}
    }}
  }}
}}
"""

PREFER = """
mutation Prefer($input: UpdateJobCandidatePreferredInput!) {
  updateJobCandidatePreferred(input: $input) { id isPreferred }
}
"""

JUDGE = """
mutation Judge($input: UpdateJobCandidateStatusInput!) { updateJobCandidateStatus(input: $input) { id status } }
"""

BID = (
    "query OneBid($id: ID!) { bid(id: $id) { id status rate rateType currency job { id status rateType } } }"
)

ACCEPT_BID = f"mutation AcceptBid($input: AcceptBidInput!) {{ acceptBid(input: $input) {{ {_HIRE} }} }}"
CANCEL_HIRE = "mutation CancelHire($input: CancelHireInput!) { cancelHire(input: $input) { id status } }"
CREATE_MILESTONES = """
mutation CreateMilestones($input: CreateMilestonesInput!) { createMilestones(input: $input) { id name status } }
"""

HIRE = f"query OneHire($id: ID!) {{ hire(id: $id) {{ {_HIRE} }} }}"
HIRES_BY_REFERENCE = f"""
query HiresByReference($accounts: [ID!], $references: [String!], $page: Int) {{
  hires(accounts: $accounts, externalIdentifiers: $references, first: {PAGE}, page: $page) {{
    data {{ {_HIRE} }} {_MORE}
  }}
}}
"""

HIRES_OF_JOB = f"""
query HiresOfJob($accounts: [ID!], $jobs: [ID!], $page: Int) {{
  hires(accounts: $accounts, jobs: $jobs, first: {PAGE}, page: $page) {{ data {{ {_HIRE} }} {_MORE} }}
}}
"""

SKILLS = """
query Skills($search: String, $first: Int!) {
  skills(search: $search, skillableType: [JOB], first: $first) { data { id name } }
}
"""

WEBHOOKS = f"""
query Webhooks($accounts: [ID!], $page: Int) {{
  webhooks(accounts: $accounts, first: {PAGE}, page: $page) {{
    data {{ id title url isActive subscribedEvents }} {_MORE}
  }}
}}
"""
CREATE_WEBHOOK = (
    "mutation CreateWebhook($input: CreateWebhookInput!) { createWebhook(input: $input) { id url isActive } }"
)
UPDATE_WEBHOOK = (
    "mutation UpdateWebhook($input: UpdateWebhookInput!) { updateWebhook(input: $input) { id url isActive } }"
)

OPERATIONS: dict[str, str] = {
    "Accounts": ACCOUNTS,
    "JobsByReference": JOBS_BY_REFERENCE,
    "OwnJobs": OWN_JOBS,
    "Drafts": DRAFTS,
    "OneJob": JOB,
    "CreateJob": CREATE_JOB,
    "UpdateJob": UPDATE_JOB,
    "EndJob": END_JOB,
    "Proposals": PROPOSALS,
    "Candidates": CANDIDATES,
    "Prefer": PREFER,
    "Judge": JUDGE,
    "OneBid": BID,
    "AcceptBid": ACCEPT_BID,
    "CancelHire": CANCEL_HIRE,
    "CreateMilestones": CREATE_MILESTONES,
    "OneHire": HIRE,
    "HiresByReference": HIRES_BY_REFERENCE,
    "HiresOfJob": HIRES_OF_JOB,
    "Skills": SKILLS,
    "Webhooks": WEBHOOKS,
    "CreateWebhook": CREATE_WEBHOOK,
    "UpdateWebhook": UPDATE_WEBHOOK,
}
"""By the name of the operation: what the probe looks for drift in."""
