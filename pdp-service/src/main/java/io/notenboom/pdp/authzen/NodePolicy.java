// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.pdp.request.ResourceId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The policy of the node: the resource is one behind the enforcement point named in {@code context.pep}, the caller, itself
 * authenticated, vouches for what the token would say, and the same engine answers. Also Nuts nodes' question which scopes may
 * be granted.
 */
public final class NodePolicy implements AccessPolicy {

    /** The action of a scope question. */
    public static final String REQUEST_SCOPE = "request_scope";

    private static final String SCOPE = "scope";
    private static final Set<String> ORGANISATIONS = Set.of("organization", "oauth_client");

    private final PepRegister peps;
    private final ProfileCatalogue profiles;
    private final FlowReplica flows;
    private final RequestAuthorization authorization;
    private final InstantSource clock;

    /** Over the decision. */
    public NodePolicy(
            PepRegister peps,
            ProfileCatalogue profiles,
            FlowReplica flows,
            RequestAuthorization authorization,
            InstantSource clock) {
        this.peps = peps;
        this.profiles = profiles;
        this.flows = flows;
        this.authorization = authorization;
        this.clock = clock;
    }

    @Override
    public Answer evaluate(AccessQuestion question, Predicate<String> subjects) {
        if (asksForScope(question)) {
            boolean served = served(subjects).contains(question.resource().id());
            return Answer.of(served, served ? "scope_served" : "scope_not_served");
        }
        Optional<PepRegistration> pep = pep(question, subjects);
        if (pep.isEmpty()) {
            return Answer.of(false, "unknown_pep");
        }
        RawRequest request = SuppliedRequest.of(question, pep.get());
        Authorized authorized = validId(question)
                ? authorization.authorize(pep.get(), request, token(question, pep.get()))
                : authorization.refuse(pep.get(), request, Refusal.BAD_ID);
        String hash = authorized.requestHash().orElse("");
        return switch (authorized.decision()) {
            case Decision.Permit permit ->
                new Answer(
                        true,
                        permit.basis().wireName(),
                        authorized.decisionId(),
                        hash,
                        permit.obligations().stream()
                                .sorted()
                                .map(Decision.Obligation::wireName)
                                .toList());
            case Decision.Deny deny ->
                new Answer(false, deny.reason().publicCode(), authorized.decisionId(), hash, List.of());
        };
    }

    @Override
    public boolean wouldPermit(AccessQuestion question, Predicate<String> subjects) {
        if (asksForScope(question)) {
            return served(subjects).contains(question.resource().id());
        }
        return validId(question)
                && pep(question, subjects)
                        .filter(pep -> authorization
                                        .wouldDecide(pep, SuppliedRequest.of(question, pep), token(question, pep))
                                        .decision()
                                instanceof Decision.Permit)
                        .isPresent();
    }

    @Override
    public List<String> candidates(
            Searched searched, AccessQuestion question, Predicate<String> subjects, Window window) {
        if (searched == Searched.RESOURCE && question.resource().type().equals(SCOPE)) {
            return window.of(served(subjects).stream());
        }
        if (searched == Searched.ACTION && question.resource().type().equals(SCOPE)) {
            return window.of(Stream.of(REQUEST_SCOPE));
        }
        Optional<PepRegistration> pep = pep(question, subjects);
        if (pep.isPresent() && !flows.fresh()) {
            throw new FlowStoreException("It cannot be told what flows there are; try again in a moment.");
        }
        return window.of(pep.stream().flatMap(known -> candidates(searched, question, known)));
    }

    private Stream<String> candidates(Searched searched, AccessQuestion question, PepRegistration pep) {
        return switch (searched) {
            case SUBJECT ->
                ORGANISATIONS.contains(question.subject().type())
                        ? about(question.resource(), pep).flatMap(flow -> others(flow).stream())
                        : Stream.of();
            case RESOURCE -> {
                String type = SuppliedRequest.type(question.resource()) + "/";
                yield received(question.subject(), pep)
                        .flatMap(NodePolicy::references)
                        .filter(reference -> reference.startsWith(type))
                        .map(reference -> reference.substring(type.length()));
            }
            case ACTION -> SuppliedRequest.ACTIONS.stream();
        };
    }

    /**
     * The flows whose other sides may be permitted something with a resource: those that name it; all of them where a flow need
     * not name it, for a first notification or by a scope that names the resource itself.
     */
    private Stream<Flow> about(Entity resource, PepRegistration pep) {
        boolean named = pep.grammar().kind() == EndpointKind.FHIR
                && !pep.grammar().options().narrowScopes();
        return named
                ? flows.naming(pep.standing().subject(), SuppliedRequest.type(resource) + "/" + resource.id()).stream()
                : own(pep);
    }

    private Stream<Flow> own(PepRegistration pep) {
        Role side = pep.grammar().kind() == EndpointKind.FHIR ? Role.SENDER : Role.RECEIVER;
        return flows.ofSubject(pep.standing().subject()).stream()
                .filter(flow -> flow.header().role() == side);
    }

    /** Only what the subject receives can be permitted to it; the other side's notifications are about Tasks of every flow. */
    private Stream<Flow> received(Entity subject, PepRegistration pep) {
        return pep.grammar().kind() == EndpointKind.FHIR
                ? Stream.of(subject.id(), subject.property("organization_ura").asText(""))
                        .filter(name -> !name.isEmpty())
                        .flatMap(name -> flows.sentTo(pep.standing().subject(), name).stream())
                : own(pep);
    }

    private static Set<String> others(Flow flow) {
        return flow.header().role() == Role.SENDER
                ? flow.parties().receiver().dids()
                : flow.parties().sender().dids();
    }

    private static Stream<String> references(Flow flow) {
        return Stream.of(
                        Stream.of(flow.task().reference()),
                        flow.grants().compositions().stream().map(grant -> grant.reference()),
                        flow.grants().resources().stream().map(grant -> grant.reference()))
                .flatMap(references -> references);
    }

    private static boolean asksForScope(AccessQuestion question) {
        return question.action().name().equals(REQUEST_SCOPE)
                && question.resource().type().equals(SCOPE);
    }

    /** A scope may be granted when an enforcement point of this node knows it, whatever it opens then. */
    private TreeSet<String> served(Predicate<String> subjects) {
        TreeSet<String> served = new TreeSet<>();
        peps.all().stream()
                .filter(pep -> subjects.test(pep.standing().subject()))
                .forEach(pep -> pep.standing().profiles().forEach(name -> profiles.find(name)
                        .ifPresent(profile ->
                                served.addAll(profile.scopes(pep.grammar().kind())))));
        return served;
    }

    private Optional<PepRegistration> pep(AccessQuestion question, Predicate<String> subjects) {
        return peps.find(question.context().path("pep").asText(""))
                .filter(known -> subjects.test(known.standing().subject()));
    }

    /** An id is an id and nothing that changes what the target stands for. */
    private static boolean validId(AccessQuestion question) {
        return ResourceId.validId(question.resource().id());
    }

    private TokenOutcome token(AccessQuestion question, PepRegistration pep) {
        JsonNode scope = question.context().path("scope");
        return SuppliedToken.of(question.subject(), scope.asText(""), pep.standing(), clock.instant());
    }
}
