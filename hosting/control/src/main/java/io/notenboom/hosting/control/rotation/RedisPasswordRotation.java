// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.rotation;

import io.notenboom.hosting.control.execute.RedisPasswords;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationPreview;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import io.notenboom.trust.rotation.RotationTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The password of each customer's Redis, two at once. The services of the customer are started again for it, so only one customer
 * at a time is begun with by itself, and none unless the host says after how long.
 */
public final class RedisPasswordRotation implements Rotatable {

    /** The kind. */
    public static final String KIND = "redis-password";

    private final Customers customers;
    private final RedisPasswords passwords;
    private final Consumer<CustomerId> wake;
    private final Timing timing;
    private final RotationJournal journal;

    /**
     * When passwords are old.
     *
     * @param rotateAfter at what age; null for never
     * @param clock the time
     */
    public record Timing(@Nullable Duration rotateAfter, InstantSource clock) {}

    /** @param wake has the steps of a customer carried out soon */
    public RedisPasswordRotation(
            Customers customers,
            RedisPasswords passwords,
            Consumer<CustomerId> wake,
            Timing timing,
            RotationJournal journal) {
        this.customers = customers;
        this.passwords = passwords;
        this.wake = wake;
        this.timing = timing;
        this.journal = journal;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return new RotationPolicy(Duration.ZERO, Duration.ZERO, timing.rotateAfter());
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        return customers.all().stream()
                .filter(customer -> customer.id().value().compareTo(after) > 0)
                .flatMap(customer -> rotation(customer).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return customer(id).flatMap(this::rotation);
    }

    private Optional<CustomerRecord> customer(String id) {
        return CustomerId.tryParse(id).flatMap(customers::find);
    }

    private Optional<Rotation> rotation(CustomerRecord customer) {
        List<RotatedKey> keys = passwords.of(customer);
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rotation(
                        KIND,
                        customer.id().value(),
                        keys,
                        policy().due(keys.getFirst().since())));
    }

    @Override
    public RotationOutcome begin(String id) {
        Optional<CustomerRecord> customer =
                customer(id).filter(known -> rotation(known).isPresent());
        customer.ifPresent(known -> {
            passwords.begin(known);
            wake.accept(known.id());
        });
        return underWay(customer);
    }

    private RotationOutcome underWay(Optional<CustomerRecord> customer) {
        return customer.flatMap(this::rotation)
                .<RotationOutcome>map(RotationOutcome.UnderWay::new)
                .orElseGet(RotationOutcome.NotFound::new);
    }

    /**
     * Whichever of its passwords is lost, none of them is accepted any more, nor any connection that was made with one. Connections
     * are ended also when the password is not accepted any more: who repeats this cannot know how far it came.
     */
    @Override
    public RotationOutcome emergency(String id, String key) {
        Optional<CustomerRecord> customer = customer(id);
        Optional<Rotation> rotation = customer.flatMap(this::rotation);
        if (rotation.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        journal.begins("rotation.compromised-password", id);
        CustomerId owner = customer.get().id();
        try {
            if (rotation.get().key(key).isEmpty()) {
                passwords.disconnect(customer.get());
                return new RotationOutcome.Refused(
                        "This password is not accepted any more, and connections of the node's"
                                + " services were ended. A GET lists the passwords that are.");
            }
            passwords.replaceAtOnce(customer.get());
        } catch (IllegalStateException away) {
            wake.accept(owner);
            return new RotationOutcome.Unavailable(
                    "The password is replaced as soon as the node's Redis answers; repeat this to end connections that were"
                            + " made with it. " + away.getMessage() + ".");
        }
        wake.accept(owner);
        return underWay(customer);
    }

    @Override
    public List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        return List.of(
                new RotationStep(
                        now,
                        lost.id(),
                        RotationState.COMPROMISED,
                        "Redis refuses it, and ends every connection of the node's services"),
                new RotationStep(
                        now,
                        RotationPreview.NEXT,
                        RotationState.ACTIVE,
                        "the services are started again with it, which takes some seconds"));
    }

    @Override
    public RotationTally advance() {
        RotationTally tally = new RotationTally();
        Instant now = timing.clock().instant();
        List<Rotation> all = list("", Integer.MAX_VALUE);
        boolean busy = all.stream().anyMatch(rotation -> rotation.keys().size() > 1);
        for (Rotation rotation : all) {
            rotation.keys().forEach(key -> tally.found(key.state(), key.since()));
            if (rotation.isOverdue(now) && !busy) {
                journal.begins("rotation.begin", rotation.id());
                if (begin(rotation.id()) instanceof RotationOutcome.UnderWay) {
                    tally.changed(1);
                    busy = true;
                }
            } else if (rotation.isOverdue(now)) {
                tally.overdue();
            }
        }
        return tally;
    }
}
