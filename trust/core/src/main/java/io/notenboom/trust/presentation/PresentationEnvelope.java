// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import java.util.List;

/**
 * The presentations of one request: one, or an array (RFC021 {@code assertion}, OpenID4VP {@code vp_token}).
 *
 * @param inArray whether they came as an array, even if of one
 * @param presentations 1 to {@value #MAX_PRESENTATIONS} presentations
 */
public record PresentationEnvelope(boolean inArray, List<UnverifiedPresentation> presentations) {

    /** Most presentations in one request. */
    public static final int MAX_PRESENTATIONS = 4;

    /** Copies the list. */
    public PresentationEnvelope {
        presentations = List.copyOf(presentations);
    }

    /**
     * Reads a compact JWT, a JSON object or a JSON array of both.
     *
     * @throws PresentationRefusedException with reason MALFORMED, TOO_MANY or CREDENTIAL
     */
    public static PresentationEnvelope parse(String text) throws PresentationRefusedException {
        return PresentationReader.readEnvelope(text);
    }
}
