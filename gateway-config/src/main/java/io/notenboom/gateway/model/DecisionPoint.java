// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

/**
 * The policy decision point, asked at {@code /authz/forward/{pep}}.
 *
 * @param upstream where it is
 * @param pep id of this gateway there; registered with dialect {@code original} and body mode {@code none}
 * @param keyFile file whose first line is the PEP key
 */
public record DecisionPoint(Upstream upstream, PepId pep, AbsoluteFile keyFile) {

    public DecisionPoint {
        Required.field(upstream, "upstream");
        Required.field(pep, "pep");
        Required.field(keyFile, "keyFile");
    }
}
