# SPDX-License-Identifier: Apache-2.0
# Answers many questions at once, to compare them with the answers of the decision point's engine:
# input.questions: [{"id", "rule": "request"|"decision", "input", "flows", "profiles"}, …].
package notenboom.parity

import rego.v1

answers := array.concat(requests, decisions)

requests := [{"id": question.id, "answer": answer} |
	some question in input.questions
	question.rule == "request"
	asked := question.input
	answer := data.notenboom.grammar.outcome with input as asked
]

decisions := [{"id": question.id, "answer": answer} |
	some question in input.questions
	question.rule == "decision"
	asked := question.input
	flows := question.flows
	profiles := question.profiles
	answer := data.notenboom.pdp.decision with input as asked
		with data.notenboom.flows as flows
		with data.notenboom.profiles as profiles
]
