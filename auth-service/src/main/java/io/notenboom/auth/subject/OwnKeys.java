// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.rotation.RotationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What time and rotation do to the keys of one DID. Pure: a list in, a list out. */
final class OwnKeys {

    /** Most keys in one document, half of what readers accept. */
    static final int MAX_IN_DOCUMENT = 16;

    /** Most keys that are remembered after they left the document. */
    static final int MAX_ENDED = 64;

    private OwnKeys() {}

    /** The key that signs at a time: of those in the document, the one that began to sign last. */
    static Optional<OwnKey> signing(List<OwnKey> keys, Instant time) {
        return keys.stream()
                .filter(key -> key.validAt(time) && !key.signsFrom().isAfter(time))
                .max(Comparator.comparing(OwnKey::signsFrom).thenComparing(OwnKey::since));
    }

    static RotationState state(List<OwnKey> keys, OwnKey key, Instant time) {
        if (key.compromised()) {
            return RotationState.COMPROMISED;
        }
        if (!key.validAt(time)) {
            return RotationState.RETIRED;
        }
        if (key.signsFrom().isAfter(time)) {
            return RotationState.PUBLISHED;
        }
        return signing(keys, time).filter(key::equals).isPresent() ? RotationState.ACTIVE : RotationState.RETIRING;
    }

    /** In the order of the document: the signing key, what comes next, what was before; then what is not in it any more. */
    static List<OwnKey> ordered(List<OwnKey> keys, Instant time) {
        List<OwnKey> ordered = new ArrayList<>(keys);
        ordered.sort(Comparator.comparingInt((OwnKey key) -> rank(state(keys, key, time)))
                .thenComparing(OwnKey::signsFrom, Comparator.reverseOrder()));
        return List.copyOf(ordered);
    }

    private static int rank(RotationState state) {
        return switch (state) {
            case ACTIVE -> 0;
            case CREATED, PUBLISHED -> 1;
            case RETIRING -> 2;
            case RETIRED, COMPROMISED -> 3;
        };
    }

    /** When a key signed last: when the next one that is still good began to. Empty while it signs. */
    static Optional<Instant> supersededAt(List<OwnKey> keys, OwnKey key, Instant time) {
        return keys.stream()
                .filter(other -> other.validAt(time) && !other.signsFrom().isAfter(time))
                .filter(other -> other.signsFrom().isAfter(key.signsFrom())
                        || (other.signsFrom().equals(key.signsFrom())
                                && other.since().isAfter(key.since())))
                .map(OwnKey::signsFrom)
                .min(Instant::compareTo);
    }

    /**
     * A key is taken out at once. When it was the one that signs, the next one signs at once: the one that is published for
     * that, or the given one.
     */
    static List<OwnKey> without(OwnKey lost, Supplier<OwnKey> substitute, List<OwnKey> keys, Instant now) {
        boolean signed = state(keys, lost, now) == RotationState.ACTIVE;
        List<OwnKey> rest =
                new ArrayList<>(keys.stream().filter(key -> !key.equals(lost)).toList());
        Optional<OwnKey> heir = rest.stream()
                .filter(key -> state(keys, key, now) == RotationState.PUBLISHED)
                .min(Comparator.comparing(OwnKey::signsFrom));
        if (signed && heir.isPresent()) {
            rest.set(rest.indexOf(heir.get()), heir.get().signingFrom(now));
        } else if (signed) {
            rest.add(substitute.get());
        }
        rest.add(lost.compromisedAt(now));
        return withoutEndOfTheLast(rest, now);
    }

    /** The key that signs last of all has no end, also when its successor is gone. */
    private static List<OwnKey> withoutEndOfTheLast(List<OwnKey> keys, Instant now) {
        Optional<OwnKey> last = keys.stream()
                .filter(key -> key.validAt(now))
                .max(Comparator.comparing(OwnKey::signsFrom).thenComparing(OwnKey::since));
        return keys.stream()
                .map(key -> last.filter(key::equals).isPresent() ? key.withoutEnd() : key)
                .toList();
    }

    /** Without the oldest of those that ended long ago. */
    static List<OwnKey> trimmed(List<OwnKey> keys, Instant now) {
        List<OwnKey> ended = keys.stream()
                .filter(key -> !key.validAt(now))
                .sorted(Comparator.comparing(OwnKey::since).reversed())
                .skip(MAX_ENDED)
                .toList();
        return keys.stream().filter(key -> !ended.contains(key)).toList();
    }

    static long inDocument(List<OwnKey> keys, Instant time) {
        return keys.stream().filter(key -> state(keys, key, time).isAccepted()).count();
    }
}
