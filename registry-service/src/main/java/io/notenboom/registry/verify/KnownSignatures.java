// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.tlog.Checkpoint;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What is known of signatures before events are judged one after the other, so that judging needs not check them: because this
 * node verified them before it signed a checkpoint, or because all cores checked them ahead. Knows them by the whole text of
 * the event; what the text says is still judged.
 */
public final class KnownSignatures {

    /** Nothing is known. */
    public static final KnownSignatures NONE = new KnownSignatures(Set.of(), Map.of());

    private final Set<String> verifiedBefore;
    private final Map<String, PublicKey> checked;

    private KnownSignatures(Set<String> verifiedBefore, Map<String, PublicKey> checked) {
        this.verifiedBefore = verifiedBefore;
        this.checked = checked;
    }

    /** @param checked the keys with which signatures were checked, by the text of their events */
    static KnownSignatures checkedWith(Map<String, PublicKey> checked) {
        return new KnownSignatures(Set.of(), checked);
    }

    /**
     * Entries of this node's own log that it had verified when it signed a checkpoint.
     *
     * @param own a checkpoint that this node's own key signed, of a log that was compared with it
     * @param first index of the first entry
     * @param entries compact events from there on; those that the checkpoint does not include are not known
     */
    public static KnownSignatures ofOwnLog(Checkpoint own, long first, List<String> entries) {
        long known = Math.clamp(own.head().size() - first, 0, entries.size());
        return new KnownSignatures(new HashSet<>(entries.subList(0, (int) known)), Map.of());
    }

    /**
     * Checks signatures on all cores. Whether a signer may sign, and its path, is left to the one who judges.
     *
     * @param events events in any order
     * @param signers finds the signer in a stream by its thumbprint, as far as it is known yet
     */
    public static KnownSignatures checkAhead(
            List<UnverifiedEvent> events, BiFunction<UnverifiedEvent, String, Optional<Signer>> signers) {
        SignerKeys keys = new SignerKeys();
        events.parallelStream()
                .forEach(event ->
                        EventVerifier.certificates(event.certificates().own()).forEach(keys::learn));
        for (UnverifiedEvent event : events) {
            String thumbprint = event.header().signerThumbprint();
            if (!keys.knows(thumbprint)) {
                signers.apply(event, thumbprint).ifPresent(signer -> keys.learn(signer.certificate()));
            }
        }
        return keys.check(events);
    }

    /** Whether this node verified the event before. */
    boolean verifiedBefore(UnverifiedEvent event) {
        return verifiedBefore.contains(event.compact());
    }

    /** Whether the event has a right signature of exactly this key. */
    boolean checkedWith(UnverifiedEvent event, PublicKey key) {
        return key.equals(checked.get(event.compact()));
    }
}
