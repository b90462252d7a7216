// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pip;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pip.PipFlow.Maker;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskReading;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.SenderIdentity;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rows of nuts-pxp as flows: each row is a flow of its own, so rows for the same client never add up, and it ends with its
 * Task. The flow of row {@code x} has an id that starts with {@code pip-x.}.
 */
public final class PipRows {

    private static final int MAX_VERSIONS = 1000;

    private final PepRegister peps;
    private final ProfileCatalogue profiles;
    private final Outside outside;
    private final FlowRegister flows;
    private final FlowReplica replica;
    private final Making making;

    /** What is asked elsewhere: the customer's FHIR server, and who its subjects are. */
    public record Outside(CustomerFhirServer fhir, FhirSettings settings, SenderIdentity identity) {}

    /** Ids and time of new flows. */
    public record Making(SortableIds ids, InstantSource clock) {}

    /** Over the flows. */
    public PipRows(
            PepRegister peps,
            ProfileCatalogue profiles,
            Outside outside,
            FlowRegister flows,
            FlowReplica replica,
            Making making) {
        this.peps = peps;
        this.profiles = profiles;
        this.outside = outside;
        this.flows = flows;
        this.replica = replica;
        this.making = making;
    }

    /** What became of a row. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** Stored and in force; replaces what was there under the id. */
        record Stored(PipRow row, String flow) implements Outcome {}

        /** Not to be stored; the text says what to correct. */
        record Refused(String detail) implements Outcome {}

        /** The FHIR server does not say what state the Task is in. */
        record Unavailable(String detail) implements Outcome {}
    }

    /** Whether a text can be the id of a row: 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
    public static boolean validId(String id) {
        return id.matches("[A-Za-z0-9_-]{1,64}");
    }

    /**
     * Stores a row.
     *
     * @param subjects which of the node's subjects the caller may act for
     */
    public Outcome put(String id, PipRow row, Predicate<String> subjects, String createdBy) {
        Optional<PepRegistration> pep = guarding(row.verifierId(), subjects);
        if (pep.isEmpty()) {
            return new Outcome.Refused("verifier_id is the issuer URL, the subject id or a DID of a subject with an"
                    + " enforcement point of dialect pxp; register that first.");
        }
        Optional<UseCaseProfile> profile = profile(pep.get(), row.scope());
        if (profile.isEmpty()) {
            return new Outcome.Refused("scope is one that a profile of enforcement point "
                    + pep.get().id() + " has for reading records.");
        }
        if (!row.clientId().startsWith("did:")) {
            return new Outcome.Refused(
                    "client_id is a DID: a client id that is a URL is the client's own statement and identifies nobody.");
        }
        try {
            return write(id, row, pep.get(), new Written(profile.get(), createdBy));
        } catch (IllegalArgumentException incorrect) {
            return new Outcome.Refused(String.valueOf(incorrect.getMessage()));
        }
    }

    private record Written(UseCaseProfile profile, String createdBy) {}

    private Outcome write(String id, PipRow row, PepRegistration pep, Written written) {
        PipFlow form = form(pep, written.profile());
        return switch (outside.fhir().read(form.task(row))) {
            case CustomerFhirServer.Answer.Resource found -> {
                TaskReading task = TaskDocument.of(found.content());
                yield task instanceof TaskDocument document
                        ? store(id, row, pep, form, document, written.createdBy())
                        : new Outcome.Refused("What the FHIR server has under this id is no Task.");
            }
            case CustomerFhirServer.Answer.Missing missing ->
                new Outcome.Refused("The FHIR server has no such Task; create it first.");
            case CustomerFhirServer.Answer.Refused refused ->
                new Outcome.Unavailable("The FHIR server answered " + refused.status() + " for the Task.");
            case CustomerFhirServer.Answer.Unreachable unreachable ->
                new Outcome.Unavailable("The FHIR server does not answer; send it again.");
        };
    }

    private Outcome store(
            String id, PipRow row, PepRegistration pep, PipFlow form, TaskDocument task, String createdBy) {
        String subject = pep.standing().subject();
        List<Flow> before = open(id, given -> given.equals(subject));
        Set<String> dids = outside.identity().dids(subject);
        Maker maker = new Maker(making.ids().next(prefix(id)), subject, dids, createdBy);
        Flow flow = form.write(row, task, maker, making.clock().instant());
        return switch (flows.create(flow)) {
            case Change.Done done -> {
                before.forEach(old -> revoke(old, createdBy));
                yield new Outcome.Stored(form.read(done.flow(), row.verifierId(), row.scope()), flow.id());
            }
            case Change.Conflict conflict -> new Outcome.Unavailable("Another flow came first; send it again.");
            case Change.Unknown unknown -> new Outcome.Unavailable("The flow could not be stored; send it again.");
        };
    }

    /** The row of an id, if it opens anything. */
    public Optional<PipRow> find(String id, Predicate<String> subjects) {
        return open(id, subjects).stream().findFirst().flatMap(this::row);
    }

    private Optional<PipRow> row(Flow flow) {
        return peps.all().stream()
                .filter(PipRows::pxp)
                .filter(pep -> pep.standing().subject().equals(flow.header().subject()))
                .findFirst()
                .flatMap(pep -> profiles.find(flow.header().profile()).map(profile -> form(pep, profile)
                        .read(
                                flow,
                                flow.parties().sender().dids().stream()
                                        .sorted()
                                        .findFirst()
                                        .orElse(pep.standing().audience()),
                                profile.scopes(EndpointKind.FHIR).stream()
                                        .sorted()
                                        .findFirst()
                                        .orElse(""))));
    }

    /** Closes what a row opened, for good; whether there was anything. */
    public boolean remove(String id, Predicate<String> subjects, String by) {
        List<Flow> open = open(id, subjects);
        open.forEach(old -> revoke(old, by));
        return !open.isEmpty();
    }

    private void revoke(Flow flow, String by) {
        if (flows.revoke(flow.id(), by) instanceof Change.Conflict) {
            throw new IllegalStateException("a flow is changed too often to be revoked");
        }
    }

    /** Latest first. */
    private List<Flow> open(String id, Predicate<String> subjects) {
        String prefix = prefix(id);
        return replica.page(
                        Optional.of(prefix),
                        Optional.empty(),
                        MAX_VERSIONS,
                        flow -> flow.id().startsWith(prefix)
                                && !flow.revoked()
                                && subjects.test(flow.header().subject()))
                .reversed();
    }

    private static String prefix(String id) {
        return "pip-" + id + ".";
    }

    private PipFlow form(PepRegistration pep, UseCaseProfile profile) {
        return new PipFlow(pep.grammar().basePath(), profile, outside.settings().publicBaseUrl());
    }

    private Optional<UseCaseProfile> profile(PepRegistration pep, String scope) {
        return pep.standing().profilesInOrder().stream()
                .flatMap(name -> profiles.find(name).stream())
                .filter(profile -> profile.scopes(EndpointKind.FHIR).contains(scope))
                .findFirst();
    }

    private Optional<PepRegistration> guarding(String verifier, Predicate<String> subjects) {
        return peps.all().stream()
                .filter(PipRows::pxp)
                .filter(pep -> subjects.test(pep.standing().subject()))
                .sorted(Comparator.comparing(PepRegistration::id))
                .filter(pep -> pep.standing().audience().equals(verifier)
                        || pep.standing().subject().equals(verifier)
                        || (verifier.startsWith("did:")
                                && outside.identity()
                                        .dids(pep.standing().subject())
                                        .contains(verifier)))
                .findFirst();
    }

    private static boolean pxp(PepRegistration pep) {
        return pep.dialect() == Dialect.PXP && pep.grammar().kind() == EndpointKind.FHIR;
    }
}
