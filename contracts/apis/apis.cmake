# THE lists of APIs, sorted, one id a line. A new API starts here.

# Those with a contract.
set(UNDERSTUDY_APIS
  ecg
  impartner
  partnerportal
  partnertap
  partnertap-analytics
)

# Of them, those that the mock plays: they have fixtures, a profile, and exchanges that are replayed.
set(UNDERSTUDY_SERVED_APIS
  ecg
  impartner
  partnerportal
  partnertap
  partnertap-analytics
)
