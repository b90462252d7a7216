// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.PresentedCredentials;
import java.util.List;

/** The verified presentations of one request, all of one holder; only {@link PresentationVerifier} makes one. */
public final class VerifiedPresentations {

    private final boolean inArray;
    private final List<VerifiedPresentation> presentations;

    VerifiedPresentations(boolean inArray, List<VerifiedPresentation> presentations) {
        this.inArray = inArray;
        this.presentations = List.copyOf(presentations);
    }

    /** Who signed them all. */
    public Did holder() {
        return presentations.getFirst().holder();
    }

    /** The presentations, in order, at least one. */
    public List<VerifiedPresentation> presentations() {
        return presentations;
    }

    /** All credentials, in the order of the presentations. */
    public List<VerifiedCredential> credentials() {
        return presentations.stream()
                .flatMap(presentation -> presentation.credentials().stream())
                .toList();
    }

    /** All credentials with the shape in which they came, to check a submission. */
    public PresentedCredentials presented() {
        return new PresentedCredentials(
                inArray,
                presentations.stream().map(VerifiedPresentation::presented).toList());
    }
}
