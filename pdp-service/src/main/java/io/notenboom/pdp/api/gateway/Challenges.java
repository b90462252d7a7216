// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import io.notenboom.pdp.decision.Reason;

/** {@code WWW-Authenticate} of a denial with status 401 (RFC 6750, section 3; RFC 9449, section 7.1; RFC 8705, section 3). */
final class Challenges {

    private static final String ALGORITHMS = "algs=\"ES256 PS256\"";

    private Challenges() {}

    static String of(Reason reason) {
        if (reason.equals(Reason.PEP_NOT_AUTHENTICATED)) {
            return "PEP-Key realm=\"notenboom\"";
        }
        if (reason.equals(Reason.DPOP_INVALID)) {
            return "DPoP error=\"invalid_dpop_proof\", " + ALGORITHMS;
        }
        if (reason.equals(Reason.DPOP_REQUIRED)) {
            return "DPoP error=\"invalid_token\", " + ALGORITHMS;
        }
        if (reason.equals(Reason.CERTIFICATE_REQUIRED) || reason.equals(Reason.CERTIFICATE_INVALID)) {
            return "Bearer realm=\"notenboom\", error=\"invalid_token\"";
        }
        if (reason.equals(Reason.TOKEN_MISSING)) {
            return "DPoP realm=\"notenboom\", " + ALGORITHMS;
        }
        return "DPoP realm=\"notenboom\", error=\"invalid_token\", " + ALGORITHMS;
    }
}
