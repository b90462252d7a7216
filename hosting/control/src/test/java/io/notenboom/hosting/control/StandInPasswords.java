// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control;

import io.notenboom.hosting.control.execute.RedisPasswords;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.RotationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Passwords in memory, named by numbers; a replacement goes on when {@link #finish} says so. */
public final class StandInPasswords implements RedisPasswords {

    private final Map<CustomerId, List<RotatedKey>> passwords = new ConcurrentHashMap<>();
    private final List<CustomerId> disconnected = new ArrayList<>();
    private boolean away;

    /** A customer got its first password then. */
    public void first(CustomerId customer, Instant since) {
        passwords.put(customer, List.of(password("1", RotationState.ACTIVE, since)));
    }

    /** The replacement that is under way comes to its end. */
    public void finish(CustomerId customer, Instant now) {
        String next = passwords.get(customer).getLast().id();
        passwords.put(customer, List.of(password(next, RotationState.ACTIVE, now)));
    }

    /** From now on Redis does not answer. */
    public synchronized void goAway() {
        away = true;
    }

    /** Whose connections were ended, in order. */
    public synchronized List<CustomerId> disconnected() {
        return List.copyOf(disconnected);
    }

    private static RotatedKey password(String id, RotationState state, Instant since) {
        return new RotatedKey(id, state, since, since, null, LiveSignatures.NONE);
    }

    @Override
    public List<RotatedKey> of(CustomerRecord customer) {
        return passwords.getOrDefault(customer.id(), List.of());
    }

    @Override
    public void begin(CustomerRecord customer) {
        passwords.computeIfPresent(customer.id(), (id, known) -> {
            if (known.size() > 1) {
                return known;
            }
            RotatedKey active = known.getFirst();
            return List.of(active, password(following(active), RotationState.PUBLISHED, active.since()));
        });
    }

    private static String following(RotatedKey key) {
        return Integer.toString(Integer.parseInt(key.id()) + 1);
    }

    @Override
    public void replaceAtOnce(CustomerRecord customer) {
        disconnect(customer);
        passwords.computeIfPresent(
                customer.id(),
                (id, known) -> List.of(password(
                        following(known.getLast()),
                        RotationState.ACTIVE,
                        known.getFirst().since())));
    }

    @Override
    public synchronized void disconnect(CustomerRecord customer) {
        if (away) {
            throw new IllegalStateException("Redis did not answer within 5 seconds");
        }
        disconnected.add(customer.id());
    }
}
