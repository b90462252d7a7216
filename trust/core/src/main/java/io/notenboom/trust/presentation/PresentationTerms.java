// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a presentation shall say beside its credentials.
 *
 * @param types types beside VerifiablePresentation
 * @param contexts contexts beside that of VCDM 1.1
 * @param domain for whom, null if for everybody
 * @param challenge against replay, null if none
 * @param expiresAt until when it holds, null if it has no end
 */
public record PresentationTerms(
        List<String> types,
        List<String> contexts,
        @Nullable String domain,
        @Nullable String challenge,
        @Nullable Instant expiresAt) {

    /** Copies the lists. */
    public PresentationTerms {
        types = List.copyOf(types);
        contexts = List.copyOf(contexts);
    }
}
