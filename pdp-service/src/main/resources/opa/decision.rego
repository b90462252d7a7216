# SPDX-License-Identifier: Apache-2.0
# The checks of the decision point in Rego, in its order: default deny, one flow carries a permit, two flows never add up.
#
# input:
#   now      a UTC time
#   pep      {"kind": "fhir"|"notification"|"ta_np", "subject", "issuers", "audiences", "basePath", "fhirVersion": "stu3"|"r4",
#            "types": of its server, none for all of the version, "head": whether HEAD is as GET there,
#            "bodyMode": "full"|"none", "options": {"narrowScopes", "userAreas", "receiverMayCancel", "requireIfMatch",
#            "backendChecksBody"}}; that the gateway is this enforcement point, whoever runs OPA has to see to
#   profile  name of one of data.notenboom.profiles
#   request  see grammar.rego
#   token    what introspection answered (RFC 7662); "unavailable"; left out when none was presented
#   proof    "valid", "invalid", "not_presented" or "unavailable": what the authorization server said of the DPoP proof
#   certificate  x5t#S256 of the client's certificate, if it showed one
# data.notenboom.flows: the flows, as the API of the decision point lists them; "unavailable" when they are not at hand.
#
# Made to check the decision point's own engine against a second one. It writes no decision log, knows no flow that changed
# since the bundle was made, and walks all flows.
package notenboom.pdp

import rego.v1

import data.notenboom.grammar
import data.notenboom.scopes

default allow := false

allow if decision.effect == "permit"

# What is decided: effect, reason, and of a permit by a flow its id.
default decision := {"effect": "deny", "reason": "unavailable"}

decision := deny(grammar.refusal) if {
	grammar.refusal
} else := deny(token_refusal) if {
	token_refusal
} else := deny("wrong_tenant") if {
	not ours
} else := deny(sender_refusal) if {
	sender_refusal
} else := narrow if {
	narrow
} else := deny("unavailable") if {
	not is_array(data.notenboom.flows)
} else := by_flows if {
	input.pep.kind == "fhir"
} else := by_notification if {
	input.pep.kind in {"notification", "ta_np"}
}

deny(reason) := {"effect": "deny", "reason": reason}

permit(reason, scope) := {"effect": "permit", "reason": reason, "scope": scope}

request := grammar.canonical

profile := data.notenboom.profiles[input.profile]

now := time.parse_rfc3339_ns(input.now)

option(name) if input.pep.options[name] == true

# --- the token

token_refusal := "token_missing" if {
	request.scheme == "none"
} else := "unavailable" if {
	not input.token
} else := "unavailable" if {
	input.token == "unavailable"
} else := "token_inactive" if {
	not active
}

active if {
	input.token.active == true
	is_number(input.token.exp)
	now < input.token.exp * 1000000000
	understood_binding
}

# A binding that is not understood is never ignored.
understood_binding if not binding_present

understood_binding if {
	is_object(input.token.cnf)
	count(input.token.cnf) > 0
	every name, text in input.token.cnf {
		name in {"jkt", "x5t#S256"}
		is_string(text)
		text != ""
	}
}

binding_present if "cnf" in object.keys(input.token)

claim(name) := input.token[name] if {
	is_string(input.token[name])
	count(input.token[name]) <= 1024
	trim_space(input.token[name]) != ""
}

text(name) := input.token[name] if {
	is_string(input.token[name])
	input.token[name] != ""
}

token_scopes := {scope | some scope in split(text("scope"), " "); scope != ""}

client := {"dids": client_dids, "clientIds": client_ids, "ura": object.get(input.token, "organization_ura", "")}

client_dids contains text("organization_did")

client_dids contains text("client_id") if startswith(text("client_id"), "did:")

client_dids contains text("sub") if {
	text("client_id")
	startswith(text("sub"), "did:")
}

client_ids contains text("client_id") if not startswith(text("client_id"), "did:")

audiences := {input.token.aud} if is_string(input.token.aud)

audiences := {one | some one in input.token.aud} if is_array(input.token.aud)

default audiences := set()

ours if {
	object.get(input.token, "iss", "") in input.pep.issuers
	for_us
}

for_us if count(audiences) == 0

for_us if {
	some audience in audiences
	audience in input.pep.audiences
}

# A token bound to a key comes with the DPoP scheme and a fitting proof, an unbound one with neither (RFC 9449); one bound to a
# certificate comes over a connection with that (RFC 8705).
sender_refusal := "certificate_required" if {
	input.token.cnf["x5t#S256"]
	not input.certificate
} else := "certificate_invalid" if {
	input.token.cnf["x5t#S256"] != input.certificate
} else := "dpop_invalid" if {
	not input.token.cnf.jkt
	request.scheme == "dpop"
} else := "dpop_required" if {
	input.token.cnf.jkt
	request.scheme != "dpop"
} else := "dpop_required" if {
	input.token.cnf.jkt
	input.proof == "not_presented"
} else := "unavailable" if {
	input.token.cnf.jkt
	input.proof == "unavailable"
} else := "dpop_invalid" if {
	input.token.cnf.jkt
	input.proof != "valid"
}

# --- scopes

side := {"fhir": "fhir", "notification": "notification", "ta_np": "taNp"}[input.pep.kind]

wide := {scope | some scope in object.get(profile.scopes, side, [])}

# The scope that opens this side; the first by name when several do.
opening := sort(token_scopes & wide)[0]

looks_narrow(scope) if {
	some prefix in ["fhir:", "user:", "system/", "patient/"]
	startswith(scope, prefix)
}

default launch_patient := ""

launch_patient := trim_prefix(claim("patient"), "Patient/")

narrow_asked if {
	input.pep.kind == "fhir"
	option("narrowScopes")
}

opening_narrow := [scope |
	some scope in sort(token_scopes)
	scopes.answer(scope, launch_patient) == scopes.opens
]

best_answer := min({scopes.answer(scope, launch_patient) | some scope in token_scopes} | {scopes.other_resource})

# Undefined when the flows must be asked: no scope is narrow, or none opens the resource and there is a wide one besides.
narrow := deny("user_required") if {
	narrow_asked
	count(opening_narrow) > 0
	profile.user.demanded
	request.interaction != "read-area"
	user_level == 0
} else := deny("if_match_required") if {
	narrow_asked
	count(opening_narrow) > 0
	unversioned_update
} else := permit("narrow_scope", opening_narrow[0]) if {
	narrow_asked
	count(opening_narrow) > 0
} else := deny("method_not_allowed") if {
	narrow_asked
	not flows_may_know
	best_answer == scopes.other_interaction
} else := deny("search_not_allowed") if {
	narrow_asked
	not flows_may_know
	request.interaction == "search"
} else := deny("scope_not_allowed") if {
	narrow_asked
	not flows_may_know
}

flows_may_know if {
	request.interaction != "search"
	count(token_scopes & wide) > 0
}

flows_may_know if {
	request.interaction != "search"
	every scope in token_scopes {
		not looks_narrow(scope)
	}
}

unversioned_update if {
	option("requireIfMatch")
	request.interaction == "update"
	not request.versioned
}

# --- parties

set_of(list) := {one | some one in list}

identified(party) if count(party.dids) > 0

identified(party) if object.get(party, "ura", "") != ""

# DIDs or URA number agree, and no kind of identifier that both have disagrees; a client id only where nothing else is known.
identified_by(party, claimed) if {
	not disagree(party, claimed)
	agree(party, claimed)
}

both(party, claimed, kind) if {
	count(party[kind]) > 0
	count(claimed[kind]) > 0
}

both_ura(party, claimed) if {
	object.get(party, "ura", "") != ""
	object.get(claimed, "ura", "") != ""
}

disagree(party, claimed) if {
	some kind in ["dids", "clientIds"]
	both(party, claimed, kind)
	count(set_of(claimed[kind]) - set_of(party[kind])) > 0
}

disagree(party, claimed) if {
	both_ura(party, claimed)
	party.ura != claimed.ura
}

agree(party, claimed) if both(party, claimed, "dids")

agree(party, claimed) if both_ura(party, claimed)

agree(party, claimed) if {
	not identified(party)
	both(party, claimed, "clientIds")
}

# --- the sender's FHIR side, flow by flow

own_flows := [flow |
	some flow in data.notenboom.flows
	flow.subject == input.pep.subject
	flow.role == "sender"
	identified_by(flow.receiver, client)
]

verdicts := [verdict |
	some flow in own_flows
	verdict := object.union({"flow": flow.id}, flow_verdict(flow))
]

by_flows := object.union(permit("flow", opening), {"flow": carrying[0]}) if {
	count(carrying) > 0
} else := deny("client_not_receiver") if {
	count(verdicts) == 0
} else := deny(furthest[0]) if {
	count(furthest) > 0
}

carrying := [verdict.flow | some verdict in verdicts; verdict.rank == 7]

# Of the client's flows the one that came furthest tells the reason; the first among equals.
furthest := [verdict.reason |
	some verdict in verdicts
	verdict.rank == max([other.rank | some other in verdicts])
]

flow_verdict(flow) := {"rank": 1, "reason": "not_in_flow"} if {
	not is_task(flow)
	count(openings(flow)) == 0
} else := {"rank": 2, "reason": "method_not_allowed"} if {
	not method_opened(flow)
} else := {"rank": 3, "reason": "scope_not_allowed"} if {
	not opening
} else := {"rank": 4, "reason": reason} if {
	reason := state_refusal(flow)
} else := {"rank": 5, "reason": reason} if {
	reason := user_refusal(flow)
} else := {"rank": 6, "reason": reason} if {
	request.interaction == "update"
	reason := transition_refusal(flow)
} else := {"rank": 7, "reason": "flow"}

is_task(flow) if {
	request.type == "Task"
	flow.task.id == request.id
}

# The ways in which a flow opens a data resource; one way must satisfy every check on its own.
openings(flow) := array.concat(
	[{"kind": grant.kind, "ops": grant.ops, "user": grant.user} |
		some grant in flow.compositions
		grant.ref == request.reference
	],
	[{"kind": composition.kind, "ops": grant.ops, "user": grant.user} |
		some grant in flow.resources
		grant.ref == request.reference
		some composition in flow.compositions
		composition.ref in grant.via
	],
)

# Of what is not the Task no flow opens more than reading.
for_interaction(flow) := [way |
	request.interaction in {"read", "document"}
	some way in openings(flow)
	request.interaction in way.ops
]

in_state(flow) := [way |
	some way in for_interaction(flow)
	flow.task.state in object.get(profile.opens, way.kind, [])
]

method_opened(flow) if {
	is_task(flow)
	request.interaction in flow.task.ops
}

method_opened(flow) if {
	not is_task(flow)
	count(for_interaction(flow)) > 0
}

expires(flow) := flow.taskExpires if {
	is_task(flow)
} else := flow.dataExpires

begun(flow) if now >= time.parse_rfc3339_ns(flow.notBefore)

unexpired(flow) if now < time.parse_rfc3339_ns(expires(flow))

state_refusal(flow) := "flow_revoked" if {
	flow.revoked
} else := "flow_not_yet_valid" if {
	not begun(flow)
} else := "flow_expired" if {
	not unexpired(flow)
} else := "state_not_allowed" if {
	not is_task(flow)
	count(in_state(flow)) == 0
}

level := {"none": 0, "low": 1, "substantial": 2, "high": 3}

# A user without a stated assurance level counts as low.
user_level := 0 if {
	not claim(profile.user.identifierClaim)
} else := level[claim(profile.user.assuranceClaim)] if {
	claim(profile.user.assuranceClaim) in {"low", "substantial", "high"}
} else := 1

enough_user(flow) if is_task(flow)

enough_user(flow) if {
	some way in in_state(flow)
	user_level >= level[way.user]
}

user_refusal(flow) := "user_required" if {
	not enough_user(flow)
	user_level == 0
} else := "assurance_too_low" if {
	not enough_user(flow)
}

transition_refusal(flow) := "if_match_required" if {
	unversioned_update
} else := "transition_not_allowed" if {
	grammar.task
	not step_permitted(flow, object.get(grammar.task, "status", ""))
} else := "task_changed" if {
	grammar.task
	grammar.remainder_hash(grammar.task, grammar.task.status) != flow.task.remainderHash
} else := "transition_not_allowed" if {
	not grammar.task
	not any_step(flow)
}

any_step(flow) if {
	some step in profile.transitions
	step_permitted(flow, step.to)
}

step_permitted(flow, to) if {"from": flow.task.state, "to": to, "by": "receiver"} in profile.transitions

step_permitted(flow, "cancelled") if {
	option("receiverMayCancel")
	{"from": flow.task.state, "to": "cancelled", "by": "sender"} in profile.transitions
}

# --- the receiver's notification side

known := [flow |
	request.interaction == "notify"
	some flow in data.notenboom.flows
	flow.subject == input.pep.subject
	flow.role == "receiver"
	flow.task.id == request.id
]

from_sender := [flow.id | some flow in known; identified_by(flow.sender, client)]

stranger if {
	count(known) > 0
	count(from_sender) == 0
}

stranger if {
	count(known) == 0
	not identified(client)
}

by_notification := deny("client_not_receiver") if {
	stranger
} else := deny("scope_not_allowed") if {
	not opening
} else := deny("task_not_named") if {
	request.interaction == "notify-task"
	request.id == ""
} else := object.union(permit("notification", opening), {"flow": from_sender[0]}) if {
	count(from_sender) > 0
} else := permit("first_contact", opening)
