# THE list of APIs, sorted, one id a line. A new API starts here.
set(UNDERSTUDY_APIS
  partnertap
)
