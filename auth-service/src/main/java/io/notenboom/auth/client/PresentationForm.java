// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import io.notenboom.trust.exchange.PresentationDefinition.FormatRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** How a presentation is secured. Where both are possible it is a JWT, as with Nuts nodes. */
enum PresentationForm {
    /** A signed JWT. */
    JWT("jwt_vp"),
    /** JSON-LD with a proof JsonWebSignature2020; holds no JWT credentials, because the proof would not cover them. */
    LINKED_DATA("ldp_vp");

    private static final String PROOF_TYPE = "JsonWebSignature2020";

    private final String designation;

    PresentationForm(String designation) {
        this.designation = designation;
    }

    /**
     * The form that a definition asks for, a server accepts and a key can sign; empty if there is none.
     *
     * @param asked the {@code format} member of the definition
     * @param algorithm JOSE name of the algorithm of the holder's key
     */
    static Optional<PresentationForm> choose(FormatRule asked, AuthorizationServer server, String algorithm) {
        return Arrays.stream(values())
                .filter(form -> server.accepts(form.designation))
                .filter(form -> form.isAskedFor(asked, algorithm))
                .findFirst();
    }

    private boolean isAskedFor(FormatRule asked, String algorithm) {
        if (asked.accepted().keySet().stream().noneMatch(name -> name.endsWith("_vp"))) {
            return true;
        }
        Set<String> details = asked.accepted().get(designation);
        return details != null && (details.isEmpty() || details.contains(this == JWT ? algorithm : PROOF_TYPE));
    }
}
