# SPDX-License-Identifier: Apache-2.0
# What the decision point's engine checks, in Rego: one flow carries client, resource, method, scope, state and time.
package nuts.authz

default allow := false

allow if {
	input.token.active
	input.token.iss == data.issuer
	input.now < input.token.exp
	"eOverdracht-receiver" in split(input.token.scope, " ")
	some flow in data.flows[input.resource]
	input.token.client_id in flow.receiver
	input.action in flow.actions
	flow.state == "in-progress"
	not flow.revoked
	input.now >= flow.not_before
	input.now < flow.expires
}
