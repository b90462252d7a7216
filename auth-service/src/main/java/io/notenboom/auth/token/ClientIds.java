// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidWeb;
import java.net.URI;

/**
 * Decides whether the {@code client_id} of a token request is believed. A URL is believed when its host and port are those of
 * the holder's did:web. On our own host we know more, and ask more: it must be the issuer URL of the subject that has the holder
 * among its active DIDs (the {@code subject_dids} of its metadata), so no subject can take the name of its neighbour. On the
 * host of others that is not known here: who tells clients of one foreign host apart goes by the holder.
 */
final class ClientIds {

    private static final int MAX_LENGTH = 2048;

    private final Subjects subjects;
    private final PublicUrl publicUrl;

    ClientIds(Subjects subjects, PublicUrl publicUrl) {
        this.subjects = subjects;
        this.publicUrl = publicUrl;
    }

    /** The requested id if it is believed, else the holder DID. */
    String of(String requested, Did holder) {
        return isBelieved(requested, holder) ? requested : holder.value();
    }

    private boolean isBelieved(String requested, Did holder) {
        if (requested.length() > MAX_LENGTH || !holder.method().equals(DidWeb.METHOD)) {
            return false;
        }
        try {
            DidWeb host = DidWeb.parse(holder);
            return host.sameOrigin(URI.create(requested))
                    && (!host.sameOrigin(URI.create(publicUrl.value())) || isSubjectOf(requested, holder));
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
    }

    private boolean isSubjectOf(String issuer, Did holder) {
        return publicUrl.subjectOf(issuer).flatMap(subjects::find).map(Subject::activeDids).stream()
                .flatMap(dids -> dids.stream())
                .anyMatch(own -> own.did().equals(holder));
    }
}
