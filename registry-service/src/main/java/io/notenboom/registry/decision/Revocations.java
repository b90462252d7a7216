// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.decision;

import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.stream.Signer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Until where revoked certificates count. Of several cutoffs in one stream the earliest counts. Immutable; equal when they
 * void the same events.
 *
 * @param cutoffs for each revoked certificate, by thumbprint, the last sequence that counts in each stream that is named; in
 *     streams that are not named nothing counts
 */
public record Revocations(Map<String, Map<EventId, Long>> cutoffs) {

    /** No certificate is revoked. */
    public static final Revocations NONE = new Revocations(Map.of());

    /** Copies its maps. */
    public Revocations {
        Map<String, Map<EventId, Long>> copy = new HashMap<>();
        cutoffs.forEach((thumbprint, byStream) -> copy.put(thumbprint, Map.copyOf(byStream)));
        cutoffs = Map.copyOf(copy);
    }

    static Revocations of(Collection<CertificateRevocation> revocations) {
        Map<String, Map<EventId, Long>> cutoffs = new HashMap<>();
        for (CertificateRevocation revocation : revocations) {
            cutoffs.computeIfAbsent(revocation.thumbprint(), thumbprint -> new HashMap<>())
                    .merge(revocation.cutoff().stream(), revocation.cutoff().sequence(), Math::min);
        }
        return new Revocations(cutoffs);
    }

    /**
     * Whether an event is void. The signing certificate counts until its own cutoff; one above it, such as the CA of the
     * vendor, until the place where the signing certificate was introduced: what it issued before stays good.
     *
     * @param stream the event's stream
     * @param sequence the event's place
     * @param signer who signed it
     */
    public boolean voids(EventId stream, long sequence, Signer signer) {
        boolean isVoid = revoked(signer.thumbprint(), stream, sequence);
        for (int i = 1; i < signer.thumbprints().size(); i++) {
            isVoid |= revoked(signer.thumbprints().get(i), stream, signer.introducedAt());
        }
        return isVoid;
    }

    private boolean revoked(String thumbprint, EventId stream, long place) {
        Map<EventId, Long> byStream = cutoffs.get(thumbprint);
        return byStream != null && place > byStream.getOrDefault(stream, -1L);
    }

    /** Whether a certificate is revoked, wherever its cutoff is: it may not be used for anything new. */
    public boolean names(String thumbprint) {
        return cutoffs.containsKey(thumbprint);
    }

    /** The certificates whose cutoffs differ from those of another state. */
    public Set<String> changedSince(Revocations before) {
        Set<String> changed = new HashSet<>(cutoffs.keySet());
        changed.addAll(before.cutoffs.keySet());
        changed.removeIf(thumbprint ->
                cutoffs.getOrDefault(thumbprint, Map.of()).equals(before.cutoffs.getOrDefault(thumbprint, Map.of())));
        return changed;
    }
}
