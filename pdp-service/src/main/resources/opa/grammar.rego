# SPDX-License-Identifier: Apache-2.0
# The request grammar of the decision point in Rego: a raw request in its one canonical form, or why it is refused. What is
# not canonical is refused, never repaired.
#
# input.request: {"method", "target", "headers": [["Name", "value"], …], "body", "truncated"}, each byte one character.
#
# What Rego cannot do here, so that OPA must not stand in the place of the decision point:
#   * A document that OPA takes is Unicode. A target or header with other bytes never gets here as it was, and a body that is
#     no UTF-8 cannot be told from one with replacement characters. Whoever fills the input has to refuse both.
#   * Rego reads no XML. An update or a notification with an XML body is refused as body_format_not_read.
#   * OPA's plugins of most gateways show no body, a decoded path, and one value for each header; see the raw request of this
#     input as what a gateway would have to send.
#   * Whether a DPoP proof was used before, and whether a token is active, somebody else has to say: input.proof, input.token.
package notenboom.grammar

import rego.v1

max_target := 2048

max_body := 262144

max_depth := 64

path := split(input.request.target, "?")[0]

has_query if contains(input.request.target, "?")

query := substring(input.request.target, count(path) + 1, -1) if has_query

query := "" if not has_query

query_pairs := [pair | query != ""; some pair in split(query, "&")]

body := object.get(input.request, "body", "")

truncated if object.get(input.request, "truncated", false) == true

body_present if truncated

body_present if body != ""

options := object.get(input.pep, "options", {})

option(name) if object.get(options, name, false) == true

# What a raw request is: in canonical form, or refused with the reason.
outcome := {"refused": refusal} if {
	refusal
} else := canonical

# The canonical request; undefined when it is refused.
canonical := {
	"interaction": form.interaction,
	"type": form.type,
	"id": resource_id,
	"path": path,
	"scheme": credentials,
	"versioned": versioned,
	"parameters": parameters,
	"reference": concat("/", [form.type, resource_id]),
} if {
	not refusal
}

# The first reason to refuse it.
refusal := "too_long" if {
	count(input.request.target) > max_target
} else := "non_canonical" if {
	not canonical_target
} else := hidden[0] if {
	count(hidden) > 0
} else := header_refusal if {
	header_refusal
} else := "bad_authorization" if {
	not credentials
} else := form.refused if {
	form.refused
} else := query_refusals[0] if {
	count(query_refusals) > 0
} else := body_refusal if {
	body_refusal
} else := "non_canonical" if {
	not form.interaction
}

# --- bytes of the target

canonical_target if {
	regex.match(`^(/|(/[A-Za-z0-9$._-]+)+)$`, path)
	every segment in split(path, "/") {
		not segment in {".", ".."}
	}
	canonical_query
}

canonical_query if not has_query

canonical_query if regex.match(`^[!$'()*+,./:=@\[\]_|~A-Za-z0-9-]+(&[!$'()*+,./:=@\[\]_|~A-Za-z0-9-]+)*$`, query)

# Parameters that are dangerous wherever they stand.
hidden := [reason |
	some pair in query_pairs
	reason := {"access_token": "token_in_query", "_method": "method_override"}[split(pair, "=")[0]]
]

# --- headers

header(name) := [pair[1] |
	some pair in input.request.headers
	lower(pair[0]) == name
]

media_types := {"application/fhir+json", "application/fhir+xml", "application/json", "application/xml"}

media_type(value) := lower(trim_space(split(value, ";")[0]))

header_refusal := "method_override" if {
	some pair in input.request.headers
	lower(pair[0]) in {"x-http-method-override", "x-http-method", "x-method-override"}
} else := "conditional_not_allowed" if {
	count(header("if-none-exist")) > 0
} else := "ambiguous_framing" if {
	not plain_framing
} else := "content_encoding" if {
	some value in header("content-encoding")
	lower(value) != "identity"
} else := "content_type_not_allowed" if {
	not content_type_allowed
} else := "format_not_allowed" if {
	some value in header("accept")
	some range in split(value, ",")
	not media_type(range) in (media_types | {"*/*"})
} else := "prefer_not_allowed" if {
	some value in header("prefer")
	not lower(trim_space(value)) in {"return=minimal", "return=representation", "return=operationoutcome"}
}

plain_framing if {
	count(header("content-length")) + count(header("transfer-encoding")) < 2
	every value in header("transfer-encoding") {
		lower(value) == "chunked"
	}
}

content_type_allowed if count(header("content-type")) == 0

content_type_allowed if {
	values := header("content-type")
	count(values) == 1
	media_type(values[0]) in media_types
	every parameter in array.slice(split(values[0], ";"), 1, 1000) {
		utf8_or_other(lower(trim_space(parameter)))
	}
}

utf8_or_other(parameter) if not startswith(parameter, "charset")

utf8_or_other(parameter) if parameter in {"charset=utf-8", `charset="utf-8"`}

# The scheme of what the client presents: none, bearer or dpop; undefined when it must be refused (RFC 6750, RFC 9449).
credentials := "none" if {
	count(header("authorization")) == 0
	count(header("x-access-token")) == 0
}

credentials := lower(scheme) if {
	values := header("authorization")
	count(values) == 1
	count(header("x-access-token")) == 0
	scheme := split(values[0], " ")[0]
	lower(scheme) in {"bearer", "dpop"}
	token := substring(values[0], count(scheme) + 1, -1)
	count(token) <= 8192
	regex.match(`^[A-Za-z0-9._~+/-]+=*$`, token)
}

# One If-Match with one entity tag (RFC 9110, section 8.8.3).
default versioned := false

versioned if {
	values := header("if-match")
	count(values) == 1
	regex.match(`^(W/)?"[^"]+"$`, values[0])
}

# --- the forms of method and path

base := input.pep.basePath

inside if path == base

inside if startswith(path, concat("", [base, "/"]))

segments := [] if path == base

segments := split(trim_prefix(path, concat("", [base, "/"])), "/") if startswith(path, concat("", [base, "/"]))

valid_id(id) if {
	regex.match(`^[A-Za-z0-9.-]{1,64}$`, id)
	not id in {".", ".."}
}

special(segment) := "operation_not_allowed" if {
	startswith(segment, "$")
} else := "history_not_allowed" if {
	segment == "_history"
} else := "search_not_allowed" if {
	segment == "_search"
}

form := area if {
	not inside
} else := fhir if {
	input.pep.kind == "fhir"
} else := notification if {
	input.pep.kind == "notification"
} else := pull if {
	input.pep.kind == "ta_np"
}

area_pattern := split(trim_prefix(options.userAreas, "/"), "/")

area_actual := split(trim_prefix(path, "/"), "/")

area_path if {
	input.pep.kind == "fhir"
	option("narrowScopes")
	count(area_pattern) == count(area_actual)
	every index, part in area_pattern {
		area_part(part, area_actual[index])
	}
}

area_part(part, _) if part in {"{id}", "{area}"}

area_part(part, actual) if part == actual

area_values[part] := area_actual[index] if some index, part in area_pattern

area := {"refused": "outside_base"} if {
	not area_path
} else := {"refused": "bad_id"} if {
	not valid_id(area_values["{id}"])
} else := {"refused": "bad_id"} if {
	not regex.match(`^[A-Za-z0-9._-]{1,64}$`, area_values["{area}"])
} else := {"refused": "method_not_allowed"} if {
	input.request.method != "GET"
} else := {"interaction": "read-area", "type": area_values["{area}"], "id": area_values["{id}"]}

notification := {"refused": "not_in_grammar"} if {
	count(segments) != 1
} else := {"refused": "bad_id"} if {
	not valid_id(segments[0])
} else := {"refused": "method_not_allowed"} if {
	input.request.method != "POST"
} else := {"interaction": "notify", "type": "Task", "id": segments[0]}

pull := {"refused": "not_in_grammar"} if {
	segments != ["Task"]
} else := {"refused": "method_not_allowed"} if {
	input.request.method != "POST"
} else := {"interaction": "notify-task", "type": "Task", "id": ""}

# Types of the FHIR version; narrow scopes name any of them.
known_type(type) if data.notenboom.types[input.pep.fhirVersion][type]

# Types that the server has.
type_in_force(type) if {
	known_type(type)
	count(object.get(input.pep, "types", [])) == 0
}

type_in_force(type) if {
	known_type(type)
	type in input.pep.types
}

# HEAD is answered as GET without the body (RFC 9110, section 9.3.2), where the server does so.
method := "GET" if {
	input.request.method == "HEAD"
	object.get(input.pep, "head", false) == true
} else := input.request.method

fhir := {"refused": system_refusal} if {
	count(segments) == 0
} else := {"refused": reason} if {
	reason := special(segments[0])
} else := {"refused": "not_in_grammar"} if {
	segments[0] == "metadata"
} else := {"refused": "unknown_type"} if {
	not type_in_force(segments[0])
} else := {"interaction": "search", "type": segments[0], "id": ""} if {
	count(segments) == 1
	option("narrowScopes")
	has_query
	method == "GET"
} else := {"refused": type_refusal} if {
	count(segments) == 1
} else := {"refused": reason} if {
	reason := special(segments[1])
} else := {"refused": "bad_id"} if {
	not valid_id(segments[1])
} else := instance

system_refusal := "batch_not_allowed" if {
	method == "POST"
} else := "search_not_allowed" if {
	has_query
} else := "not_in_grammar"

type_refusal := "search_not_allowed" if {
	method == "GET"
} else := "conditional_not_allowed" if {
	method in {"PUT", "DELETE", "PATCH"}
	has_query
} else := "method_not_allowed"

updatable if option("narrowScopes")

updatable if segments[0] == "Task"

document_form if {
	segments[0] == "Composition"
	segments[2] == "$document"
	count(segments) == 3
}

instance := {"interaction": "read", "type": segments[0], "id": segments[1]} if {
	count(segments) == 2
	method == "GET"
} else := {"interaction": "update", "type": segments[0], "id": segments[1]} if {
	count(segments) == 2
	method == "PUT"
	updatable
} else := {"refused": "method_not_allowed"} if {
	count(segments) == 2
} else := {"refused": reason} if {
	not document_form
	reason := special(segments[2])
} else := {"refused": "compartment_not_allowed"} if {
	not document_form
} else := {"refused": "method_not_allowed"} if {
	method != "GET"
} else := {"interaction": "document", "type": segments[0], "id": segments[1]}

# --- the query

formats := {"json", "xml", "application/json", "application/xml", "application/fhir+json", "application/fhir+xml"}

key(pair) := split(pair, "=")[0]

value(pair) := substring(pair, count(key(pair)) + 1, -1) if contains(pair, "=")

value(pair) := "" if not contains(pair, "=")

general := {"_format", "_pretty"}

query_refusals := ["query_not_allowed"] if {
	query != ""
	not form.interaction in {"read", "document", "search"}
} else := ["query_not_allowed"] if {
	count(query_pairs) > 16
} else := ["duplicate_parameter"] if {
	count({key(pair) | some pair in query_pairs}) < count(query_pairs)
} else := [reason |
	some pair in query_pairs
	reason := pair_refusal(pair)
]

pair_refusal(pair) := "format_not_allowed" if {
	key(pair) == "_format"
	not value(pair) in formats
} else := "query_not_allowed" if {
	key(pair) == "_pretty"
	not value(pair) in {"true", "false"}
} else := "query_not_allowed" if {
	not key(pair) in general
	form.interaction != "search"
} else := "search_not_allowed" if {
	not key(pair) in general
	not plain_search(pair)
}

# No chains, modifiers, includes, result controls or lists of values.
plain_search(pair) if {
	regex.match(`^(_id|[a-z-]+)$`, key(pair))
	regex.match(`^[A-Za-z0-9._/:|-]{1,256}$`, value(pair))
}

parameters[key(pair)] := value(pair) if {
	some pair in query_pairs
	not key(pair) in general
}

# --- the body

bodiless := {"read", "document", "search", "read-area", "notify"}

# A Task update whose body never comes here, because the resource server holds it to the status itself.
unseen if {
	form.interaction == "update"
	form.type == "Task"
	input.pep.bodyMode == "none"
	option("backendChecksBody")
	not body_present
}

body_refusal := "body_not_allowed" if {
	form.interaction in bodiless
	body_present
} else := document_refusal if {
	not form.interaction in bodiless
	not unseen
}

document_refusal := "body_required" if {
	input.pep.bodyMode == "none"
} else := "body_required" if {
	truncated
} else := "body_required" if {
	body == ""
} else := "body_too_large" if {
	body_bytes > max_body
} else := "content_type_not_allowed" if {
	count(header("content-type")) != 1
} else := "content_type_not_allowed" if {
	not body_json
	not form.type in {"Task", "Composition"}
} else := "body_format_not_read" if {
	not body_json
} else := "bad_body" if {
	not strict_json
} else := "body_mismatch" if {
	form.interaction == "update"
	not same_resource
} else := "bad_body" if {
	form.interaction == "update"
	form.type == "Task"
	not has_canonical_form
} else := "body_mismatch" if {
	form.interaction == "notify-task"
	document.resourceType != "Task"
} else := "body_mismatch" if {
	form.interaction == "notify-task"
	not document.resourceType
}

body_json if endswith(media_type(header("content-type")[0]), "json")

body_bytes := ((count(encoded) / 4) * 3) - count(regex.find_n("=", encoded, -1)) if encoded := base64.encode(body)

document := json.unmarshal(body)

same_resource if {
	document.resourceType == form.type
	document.id == form.id
}

# Strict JSON, as far as Rego's own reader is not: no name twice, nothing deeper than 64, no unpaired surrogate, no number of
# more than 100 characters.
strict_json if {
	not startswith(body, "\ufeff")
	json.is_valid(body)
	members := [member | walk(document, [place, _]); count(place) > 0; member := place[count(place) - 1]; is_string(member)]
	count(members) == count(names)
	every member in members {
		count(member) <= 10000
	}
	not too_deep
	not regex.match(`[0-9+.eE-]{101,}`, without_texts)
	not regex.match(`(?i)\\ud[89a-f][0-9a-f]{2}`, without_pairs)
}

# In valid JSON a text that is followed by a colon is a name, and nothing else is.
names := [found |
	some found in regex.find_n(`"(?:[^"\\]|\\.)*"\s*:?`, body, -1)
	endswith(found, ":")
]

without_texts := regex.replace(body, `"(?:[^"\\]|\\.)*"`, `""`)

without_pairs := regex.replace(replace(body, `\\`, ""), `(?i)\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}`, "")

too_deep if {
	walk(document, [place, part])
	count(place) >= max_depth
	composite(part)
}

composite(part) if is_object(part)

composite(part) if is_array(part)

# RFC 8785 knows numbers as IEEE 754 doubles: an integer beyond 2^53 has no form in which it can be told from its neighbour.
has_canonical_form if {
	every number in numbers(document) {
		exact(number)
	}
}

numbers(content) := [part | walk(content, [_, part]); is_number(part)]

exact(number) if abs(number) <= 9007199254740992

exact(number) if floor(number) != number

# The id of the Task that a notification Task is based on; empty when it names none, several, or something else.
based_on := id if {
	references := object.get(document, "basedOn", [])
	count(references) == 1
	parts := split(regex.replace(references[0].reference, `/_history/[^/]*$`, ""), "/")
	count(parts) >= 2
	parts[count(parts) - 2] == "Task"
	id := parts[count(parts) - 1]
	valid_id(id)
} else := ""

resource_id := based_on if {
	form.interaction == "notify-task"
} else := form.id

# --- the Task of an update

task := document if {
	form.interaction == "update"
	form.type == "Task"
	not unseen
}

# SHA-256 of the RFC 8785 form of a Task without what a step to a state may change. Member names are sorted by their bytes,
# which is the order of RFC 8785 for every name without a character beyond U+FFFF, and numbers stay as they were written.
remainder_hash(content, state) := crypto.sha256(canonical_text(without_additions(remainder(content), state)))

remainder(content) := without_empty_meta(json.remove(content, [
	"status",
	"text",
	"lastModified",
	"meta/versionId",
	"meta/lastUpdated",
]))

without_empty_meta(content) := object.remove(content, ["meta"]) if {
	content.meta == {}
} else := content

without_additions(content, state) := object.remove(content, ["statusReason"]) if {
	state in {"rejected", "cancelled"}
} else := without_alternative_date(content) if {
	state == "on-hold"
} else := content

without_alternative_date(content) := object.remove(content, ["output"]) if {
	kept_outputs(content) == []
	is_array(content.output)
} else := object.union(object.remove(content, ["output"]), {"output": kept_outputs(content)}) if {
	is_array(content.output)
} else := content

kept_outputs(content) := [output |
	some output in content.output
	not alternative_date(output)
]

alternative_date(output) if {
	count(output) == 2
	is_string(output.valueDateTime)
	count(output.type.coding) == 1
	output.type.coding[0].system == "http://snomed.info/sct"
	output.type.coding[0].code == "146851000146105"
}

# Rego writes five characters as escapes that RFC 8785 writes as they are; a backslash before them may itself be escaped.
canonical_text(content) := concat(`\\`, [plain |
	some part in split(json.marshal(content), `\\`)
	plain := strings.replace_n(
		{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&", `\u2028`: "\u2028", `\u2029`: "\u2029"},
		part,
	)
])
