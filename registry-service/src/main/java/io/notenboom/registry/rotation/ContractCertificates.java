// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rotation;

import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.registry.contract.ContractSeries;
import io.notenboom.registry.contract.ContractSeries.Member;
import io.notenboom.registry.contract.IssuedContracts;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.issue.VendorWriter;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.stream.StreamHead;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationStep;
import io.notenboom.trust.rotation.RotationTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of contracts with care organisations. A contract has one certificate for life, so the next certificate is
 * that of another contract with the same wish, proposed and approved in the vendor's stream; its id is new. The rules judge an
 * event by the certificates that held when it was issued, so endpoints stay good after the certificate ended that they were
 * signed with, and are not registered again: new versions are signed with the newest contract.
 *
 * <p>Id is the contract that a series began with; the id of each one that followed is understood, too. A next one is due after
 * two thirds of the term. Where a CA above ends before that, it is due when that CA has ended, because until then a next one
 * would get the same end. It is never due for a contract that ends before its certificate, nor for one that was not approved.
 */
public final class ContractCertificates implements Rotatable {

    /** The kind. */
    public static final String KIND = "contract-certificate";

    /** A certificate this young is not replaced by {@link #begin}: it is the one that was asked for. */
    static final Duration FRESH = Duration.ofDays(1);

    private static final String NO_KEY = "The custodian has no unused key of purpose contract; add some there.";

    private static final String NOT_YET = "The next contract is not in force yet, this node goes on to try. ";

    private final VendorWriter writer;
    private final IssuedContracts contracts;
    private final RegistryProjection registry;
    private final RotationJournal journal;
    private final InstantSource clock;
    private final ContractPace pace = new ContractPace();

    /** Rotates what this writer issued. */
    public ContractCertificates(
            VendorWriter writer,
            IssuedContracts contracts,
            RegistryProjection registry,
            RotationJournal journal,
            InstantSource clock) {
        this.writer = writer;
        this.contracts = contracts;
        this.registry = registry;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return new RotationPolicy(Duration.ZERO, Duration.ZERO, null);
    }

    private ContractLook look() {
        return new ContractLook(
                registry, writer.ownHead().map(StreamHead::stream), registry.revocations(), clock.instant());
    }

    /** Contracts that are over, with all that were before them, are left out. */
    @Override
    public List<Rotation> list(String after, int limit) {
        ContractLook look = look();
        return contracts
                .seriesAfter(after)
                .filter(series -> !look.isOver(series))
                .limit(limit)
                .map(look::rotation)
                .toList();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return series(id).map(series -> look().rotation(series));
    }

    private Optional<ContractSeries> series(String id) {
        return contractId(id).flatMap(contracts::seriesOf);
    }

    private static Optional<UUID> contractId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    /**
     * Issues the next certificate at once. Changes nothing while the newest one is younger than {@link #FRESH}, and finishes
     * what broke off.
     */
    @Override
    public RotationOutcome begin(String id) {
        Optional<ContractSeries> known = series(id);
        if (known.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        ContractSeries series = known.get();
        ContractLook look = look();
        Optional<Member> last = look.approved(series);
        if (series.hasEnded(look.now())) {
            return new RotationOutcome.Refused(
                    "The contract ended on " + series.newest().end() + ".");
        }
        if (last.isEmpty()) {
            return new RotationOutcome.Refused("The contract is not approved: POST /registry/v1/contracts/"
                    + series.newest().contractId() + "/approval.");
        }
        boolean fresh = look.active(series)
                .filter(active -> active.equals(series.newest())
                        && active.term().start().plus(FRESH).isAfter(look.now()))
                .isPresent();
        return fresh
                ? new RotationOutcome.UnderWay(look.rotation(series))
                : succeed(replaced(series, look, last.get()));
    }

    private static Member replaced(ContractSeries series, ContractLook look, Member lastApproved) {
        return look.isUnfinished(series) ? lastApproved : series.newest();
    }

    private RotationOutcome succeed(Member replaced) {
        try {
            IssueOutcome outcome = writer.succeed(replaced.contractId());
            return outcome instanceof IssueOutcome.Issued issued
                    ? underWay(issued.subject(), null)
                    : failed(outcome, "");
        } catch (NoKeyAvailableException none) {
            return new RotationOutcome.Unavailable(NO_KEY);
        }
    }

    private RotationOutcome underWay(String id, @Nullable String remains) {
        return find(id).<RotationOutcome>map(rotation -> new RotationOutcome.UnderWay(rotation, null, remains))
                .orElseGet(RotationOutcome.NotFound::new);
    }

    /** @param more what to say besides; empty for nothing */
    private static RotationOutcome failed(IssueOutcome outcome, String more) {
        String why = why(outcome) + more;
        return outcome instanceof IssueOutcome.RefusedByRule
                ? new RotationOutcome.Refused(why)
                : new RotationOutcome.Unavailable(why);
    }

    private static String why(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued _ -> "";
            case IssueOutcome.Unknown unknown -> "This node issued no such " + unknown.what() + ".";
            case IssueOutcome.NotReady not -> "The vendor cannot write: " + not.what() + ".";
            case IssueOutcome.NotTaken not -> "The log does not take the event: " + not.code() + ".";
            case IssueOutcome.RefusedByRule no -> "A rule refuses it: " + no.reason() + ".";
        };
    }

    /**
     * Signs nothing with the lost key any more and has another contract take its place. The node cannot do more: only the
     * Foundation's revocation has others refuse what the lost key signs. Endpoints are not registered again by themselves,
     * because a version that somebody else signed would be made good.
     *
     * @param key id of the contract
     */
    @Override
    public RotationOutcome emergency(String id, String key) {
        Optional<ContractSeries> series = series(id);
        Optional<Member> member = series.flatMap(known -> contractId(key).flatMap(known::member));
        if (series.isEmpty() || member.isEmpty()) {
            return new RotationOutcome.NotFound();
        }
        journal.begins("rotation.compromised-certificate", key);
        ContractLook look = look();
        if (series.get().hasEnded(look.now()) || look.approved(series.get()).isEmpty()) {
            writer.lose(member.get().contractId(), look.now());
            return takenOut(member.get(), "");
        }
        return replaceLost(member.get(), look.now());
    }

    private RotationOutcome replaceLost(Member member, Instant now) {
        try {
            IssueOutcome outcome = writer.replaceLost(member.contractId(), now);
            boolean isTakenOut = contracts.isLost(member.certificate().thumbprint());
            if (!isTakenOut) {
                return failed(outcome, " Whatever comes of it: " + revocation(member));
            }
            return takenOut(member, outcome instanceof IssueOutcome.Issued ? "" : NOT_YET + why(outcome) + " ");
        } catch (NoKeyAvailableException none) {
            return new RotationOutcome.Unavailable(NO_KEY + " Whatever comes of it: " + revocation(member));
        }
    }

    private RotationOutcome takenOut(Member member, String trouble) {
        String remains = trouble + (look().isRevoked(member) ? "" : revocation(member));
        return underWay(member.contractId().toString(), remains.isEmpty() ? null : remains.strip());
    }

    /** What only the Foundation can do. */
    private String revocation(Member member) {
        String place = writer.ownHead()
                .map(head ->
                        "sid " + head.stream().value() + " and as seq the last event of that stream that you know to be"
                                + " yours; it is at " + head.sequence() + " now")
                .orElse("sid and seq of the last event of your stream that you know to be yours");
        return "Have the Foundation revoke the certificate: POST /registry/v1/foundation/revocations at its node, with"
                + " certificate " + member.certificate().thumbprint() + ", " + place
                + ". Until then others accept what the lost key signs, also contracts with other care organisations. What"
                + " was yours and came after that place you register again, as it was.";
    }

    @Override
    public List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        return LostContractSteps.of(rotation, lost, now);
    }

    @Override
    public synchronized RotationTally advance() {
        RotationTally tally = new RotationTally();
        ContractLook look = look();
        pace.next();
        contracts.seriesAfter("").filter(series -> !look.isOver(series)).forEach(series -> {
            series.members()
                    .forEach(member -> tally.found(
                            look.state(series, member), member.term().start()));
            look.lost(series).forEach(member -> tally.overdue());
            advance(series, look, tally);
        });
        return tally;
    }

    private void advance(ContractSeries series, ContractLook look, RotationTally tally) {
        if (look.waitsForPeople(series)) {
            tally.overdue();
        } else if (look.isUnfinished(series) || !look.due(series).isAfter(look.now())) {
            switch (pace.turn(series.id(), look.now())) {
                case LATER -> {}
                case BLOCKED -> tally.overdue();
                case NOW -> goOn(series, look, tally);
            }
        }
    }

    private void goOn(ContractSeries series, ContractLook look, RotationTally tally) {
        String id = series.id().toString();
        journal.begins(look.isUnfinished(series) ? "rotation.finish" : "rotation.begin", id);
        pace.tries(look.now());
        switch (begin(id)) {
            case RotationOutcome.UnderWay _ -> {
                pace.succeeded();
                tally.changed(1);
            }
            case RotationOutcome.Unavailable _ -> tally.overdue();
            case RotationOutcome.Refused _, RotationOutcome.NotFound _ -> {
                pace.refused(series.id(), look.now());
                tally.overdue();
            }
        }
    }
}
