# SPDX-License-Identifier: Apache-2.0
# Narrow scopes: which resource a scope opens by itself, and what it says of a request.
package notenboom.scopes

import rego.v1

import data.notenboom.grammar

# What the answers are worth, the best first.
opens := 0

other_interaction := 1

other_resource := 2

# The parts of a scope; empty when it is no narrow one.
parts(scope) := [] if {
	count(scope) > 512
} else := [part] if {
	part := instance(scope)
} else := [part] if {
	part := area(scope)
} else := system(smart(scope, "system/")) if {
	smart(scope, "system/")
} else := launch(smart(scope, "patient/")) if {
	smart(scope, "patient/")
} else := []

after(text, mark) := substring(text, indexof(text, mark) + 1, -1) if contains(text, mark)

# fhir:<type in lower case>:<id>[/read][/write][/document]; without an operation it is read.
instance(scope) := {"form": "instance", "type": type, "id": words[0], "operations": operations} if {
	startswith(scope, "fhir:")
	rest := trim_prefix(scope, "fhir:")
	some type, _ in data.notenboom.types[input.pep.fhirVersion]
	lower(type) == split(rest, ":")[0]
	words := split(after(rest, ":"), "/")
	grammar.valid_id(words[0])
	every word in array.slice(words, 1, count(words)) {
		operation(word, type)
	}
	operations := named(words, type)
	count(operations) == max([1, count(words) - 1])
}

named(words, type) := {operation(word, type) | some word in array.slice(words, 1, count(words))} if {
	count(words) > 1
} else := {"read"}

operation("read", _) := "read"

operation("write", _) := "update"

operation("document", "Composition") := "document"

# user:<id>:<area>
area(scope) := {"form": "area", "user": user, "area": place} if {
	startswith(scope, "user:")
	rest := trim_prefix(scope, "user:")
	user := split(rest, ":")[0]
	grammar.valid_id(user)
	place := after(rest, ":")
	regex.match(`^[A-Za-z0-9._-]{1,64}$`, place)
}

# SMART v2: Type.letters[?parameter=value&…], the letters out of cruds in that order; exact values only.
smart(scope, prefix) := {"type": type, "letters": letters, "bound": bound} if {
	startswith(scope, prefix)
	rest := trim_prefix(scope, prefix)
	head := split(rest, "?")[0]
	type := split(head, ".")[0]
	letters := after(head, ".")
	grammar.known_type(type)
	letters != ""
	regex.match(`^c?r?u?d?s?$`, letters)
	bound := bounds(rest)
}

bounds(rest) := {} if not contains(rest, "?")

bounds(rest) := bound if {
	pairs := split(after(rest, "?"), "&")
	every pair in pairs {
		regex.match(`^(_id|[a-z-]+)=[^,]+$`, pair)
	}
	count({split(pair, "=")[0] | some pair in pairs}) == count(pairs)
	bound := {name: text | some pair in pairs; name := split(pair, "=")[0]; text := after(pair, "=")}
}

letter_operations(letters) := {operation |
	some letter, operation in {"r": "read", "u": "update"}
	contains(letters, letter)
}

system(scope) := array.concat(
	[{"form": "instance", "type": scope.type, "id": scope.bound._id, "operations": letter_operations(scope.letters)} |
		count(scope.bound) == 1
		grammar.valid_id(scope.bound._id)
	],
	[{"form": "search", "type": scope.type, "bound": scope.bound, "launch": false} |
		count(scope.bound) > 0
		contains(scope.letters, "s")
	],
)

# Which other resources are the patient's cannot be seen in a request, so they are searched for, not read by id.
launch(scope) := array.concat(
	[{"form": "launch", "operations": letter_operations(scope.letters)} |
		scope.type == "Patient"
		count(scope.bound) == 0
	],
	[{"form": "search", "type": scope.type, "bound": scope.bound, "launch": true} | contains(scope.letters, "s")],
)

# --- what a scope says of the request

answer(scope, patient) := min([part_answer(part, patient) | some part in parts(scope)]) if {
	count(parts(scope)) > 0
} else := other_resource

part_answer(part, _) := of_resource(part.type, part.id, part.operations) if part.form == "instance"

part_answer(part, patient) := of_resource("Patient", patient, part.operations) if {
	part.form == "launch"
	patient != ""
}

part_answer(part, "") := other_resource if part.form == "launch"

part_answer(part, _) := opens if {
	part.form == "area"
	same_area(part)
}

part_answer(part, _) := other_resource if {
	part.form == "area"
	not same_area(part)
}

part_answer(part, patient) := opens if {
	part.form == "search"
	searched(part, patient)
}

part_answer(part, patient) := other_resource if {
	part.form == "search"
	not searched(part, patient)
}

same_area(part) if {
	grammar.canonical.interaction == "read-area"
	grammar.canonical.id == part.user
	grammar.canonical.type == part.area
}

searched(part, patient) if {
	grammar.canonical.interaction == "search"
	grammar.canonical.type == part.type
	every name, text in part.bound {
		grammar.canonical.parameters[name] == text
	}
	of_launch(part, patient)
}

of_launch(part, _) if not part.launch

of_launch(part, patient) if {
	part.launch
	patient != ""
	part.type == "Patient"
	grammar.canonical.parameters._id == patient
}

of_launch(part, patient) if {
	part.launch
	patient != ""
	part.type != "Patient"
	grammar.canonical.parameters.patient in {patient, concat("/", ["Patient", patient])}
}

# A Task goes from state to state, which only its flow knows; a scope cannot open that.
of_resource(type, id, operations) := other_resource if {
	not this(type, id)
} else := opens if {
	grammar.canonical.interaction in operations
	not task_step
} else := other_interaction

this(type, id) if {
	grammar.canonical.type == type
	grammar.canonical.id == id
}

task_step if {
	grammar.canonical.interaction == "update"
	grammar.canonical.type == "Task"
}
