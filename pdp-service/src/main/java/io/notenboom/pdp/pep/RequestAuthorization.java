// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Question.Presented;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.introspection.ProofValidation;
import io.notenboom.pdp.introspection.TokenIntrospection;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionJournal.Circumstances;
import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.question.QuestionEvidence;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.trust.enforcement.RequestHash;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One call for everything: who the enforcement point is, what the request is, what its token and proof are worth, and the
 * decision. Asks the authorization server only about requests that could be permitted, and consumes a proof only for a token
 * that is good. Every answer is in the decision log before it is given.
 */
public final class RequestAuthorization {

    private static final RawRequest UNREADABLE = new RawRequest("", "", List.of(), RawBody.none());

    private final Sources sources;
    private final PresentedToken presented;
    private final FlowReplica flows;
    private final ProfileCatalogue profiles;
    private final DecisionJournal journal;
    private final InstantSource clock;

    /**
     * What is asked of the authorization server, where permitted notifications and Task updates go, and which enforcement points
     * may permit nothing.
     */
    public record Sources(
            TokenIntrospection introspection,
            ProofValidation proofs,
            Intake intake,
            PermittedSteps steps,
            ScopeSides sides) {}

    /** Takes permitted notifications. */
    @FunctionalInterface
    public interface Intake {

        /**
         * Takes one; durable when this returns.
         *
         * @throws RuntimeException when it cannot; then the notification is answered as unavailable
         */
        void take(String subject, Party sender, String taskId);
    }

    /** Over its parts. */
    public RequestAuthorization(
            Sources sources,
            FlowReplica flows,
            ProfileCatalogue profiles,
            DecisionJournal journal,
            InstantSource clock) {
        this.sources = sources;
        this.presented = new PresentedToken(sources.introspection(), sources.proofs());
        this.flows = flows;
        this.profiles = profiles;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * The decision, the id under which it is logged, and what it was about.
     *
     * @param question all that it was made of
     * @param hash {@link RequestHash} of the request; empty when it has no canonical form
     */
    public record Authorized(
            String decisionId, Decision decision, Circumstances circumstances, Question question, String hash) {

        /** {@link RequestHash} of the request. */
        public Optional<String> requestHash() {
            return Optional.of(hash).filter(text -> !text.isEmpty());
        }
    }

    /**
     * Refuses a call of whoever is not, or not yet, known to be the enforcement point that it says it is.
     *
     * @param reason {@link Reason#PEP_NOT_AUTHENTICATED}, {@link Reason#WRONG_TENANT} or {@link Reason#UNAVAILABLE}
     */
    public Authorized refuse(String pepId, Reason reason) {
        Decided refused = refused(reason, new NonCanonical(Refusal.NON_CANONICAL));
        return record(refused.question(), refused.decision(), pepId, UNREADABLE);
    }

    private Decided refused(Reason reason, CanonicalOutcome canonical) {
        Question question = new Question(
                new PepOutcome.Refused(reason),
                canonical,
                Presented.NOTHING_ASKED,
                new FlowsOutcome.Unavailable(),
                profiles.any(),
                clock.instant());
        return new Decided(question, DecisionEngine.decide(question));
    }

    /** Decides on what was read of an authenticated enforcement point's call. */
    public Authorized authorize(PepRegistration pep, Reading reading) {
        return switch (reading) {
            case Reading.Asked asked -> authorize(pep, asked);
            case Reading.Refused refused -> refuse(pep, refused.request(), refused.reason());
            case Reading.Ambiguous ambiguous -> refuse(pep.id(), Reason.BAD_PEP_REQUEST);
            case Reading.OtherDialect other -> refuse(pep.id(), Reason.BAD_PEP_REQUEST);
        };
    }

    /** Decides on a request of an authenticated enforcement point. */
    public Authorized authorize(PepRegistration pep, RawRequest request) {
        return authorize(pep, new Reading.Asked(request, null, null));
    }

    private Authorized authorize(PepRegistration pep, Reading.Asked asked) {
        Instant now = clock.instant();
        CanonicalOutcome canonical = Canonicaliser.canonicalise(asked.request(), pep.grammar());
        Decided decided = sources.sides().broken(pep.id())
                ? refused(Reason.SCOPE_OPENS_BOTH_SIDES, canonical)
                : decide(pep, new Known(canonical, presented.of(pep, asked, canonical, now), now, flows::fresh));
        return record(decided.question(), taken(decided), pep.id(), asked.request());
    }

    /** Decides on a request whose token somebody trusted vouches for. */
    public Authorized authorize(PepRegistration pep, RawRequest request, TokenOutcome token) {
        Decided decided = vouched(pep, request, token, flows::fresh);
        return record(decided.question(), taken(decided), pep.id(), request);
    }

    /**
     * What would be decided on a request whose token somebody trusted vouches for; opens nothing and leaves no trace. Decides on
     * the flows as they are in the replica: whoever asks has made sure that it is fresh, once for all that it asks about.
     */
    public Decided wouldDecide(PepRegistration pep, RawRequest request, TokenOutcome token) {
        return vouched(pep, request, token, () -> true);
    }

    private Decided vouched(PepRegistration pep, RawRequest request, TokenOutcome token, BooleanSupplier fresh) {
        CanonicalOutcome canonical = Canonicaliser.canonicalise(request, pep.grammar());
        return sources.sides().broken(pep.id())
                ? refused(Reason.SCOPE_OPENS_BOTH_SIDES, canonical)
                : decide(
                        pep,
                        new Known(
                                canonical,
                                new Presented(token, new ProofOutcome.NotPresented()),
                                clock.instant(),
                                fresh));
    }

    /** Denies a request of an authenticated enforcement point that cannot even be put together. */
    public Authorized refuse(PepRegistration pep, RawRequest request, Refusal reason) {
        Decided decided =
                decide(pep, new Known(new NonCanonical(reason), Presented.NOTHING_ASKED, clock.instant(), () -> false));
        return record(decided.question(), decided.decision(), pep.id(), request);
    }

    /** A decision and the question it answers. */
    public record Decided(Question question, Decision decision) {}

    /**
     * What is known of a request when it comes to the flows.
     *
     * @param fresh brings the replica to the present, or tells that this cannot be done; asked at most once
     */
    private record Known(CanonicalOutcome canonical, Presented presented, Instant now, BooleanSupplier fresh) {}

    /**
     * By each profile of the enforcement point on its own; of refusals the one that came furthest, the first among equals. A
     * profile that is not in force any more permits nothing.
     */
    private Decided decide(PepRegistration pep, Known known) {
        FlowsOutcome concerning = flows(pep.standing(), known);
        Decided furthest = null;
        for (String name : pep.standing().profilesInOrder()) {
            Optional<UseCaseProfile> profile = profiles.find(name);
            if (profile.isEmpty()) {
                continue;
            }
            Question question = new Question(
                    pep.authenticated(),
                    known.canonical(),
                    known.presented(),
                    judged(concerning, pep.standing(), name),
                    profile.get(),
                    known.now());
            Decided decided = new Decided(question, DecisionEngine.decide(question));
            if (decided.decision() instanceof Decision.Permit) {
                return decided;
            }
            if (furthest == null || passed(decided) > passed(furthest)) {
                furthest = decided;
            }
        }
        return furthest == null ? refused(Reason.UNAVAILABLE, known.canonical()) : furthest;
    }

    private static long passed(Decided decided) {
        long passed = 0;
        for (CheckReport check : decided.decision().checks()) {
            passed += check.result() == CheckReport.Result.PASS ? 1 : 0;
        }
        return passed;
    }

    /** Looked for only when the decision comes to them, and once for all profiles. */
    private FlowsOutcome flows(PepRegistration.Standing standing, Known known) {
        if (known.canonical() instanceof CanonicalRequest request
                && known.presented().token() instanceof TokenOutcome.Active active
                && known.fresh().getAsBoolean()) {
            return new FlowsOutcome.Known(
                    flows.concerning(standing.subject(), active.token().client(), request.resource(), known.now()));
        }
        return new FlowsOutcome.Unavailable();
    }

    /** With one profile all flows are judged by it, with several each by the one it was made under. */
    private static FlowsOutcome judged(FlowsOutcome concerning, PepRegistration.Standing standing, String profile) {
        return switch (concerning) {
            case FlowsOutcome.Known known
            when standing.profiles().size() > 1 ->
                new FlowsOutcome.Known(known.flows().stream()
                        .filter(flow -> flow.header().profile().equals(profile))
                        .toList());
            case FlowsOutcome.Known _, FlowsOutcome.Unavailable _ -> concerning;
        };
    }

    /** A permitted notification is in the inbox before anybody hears that it was permitted. */
    private Decision taken(Decided decided) {
        Question question = decided.question();
        Decision decision = decided.decision();
        if (decision instanceof Decision.Permit permit
                && question.pep() instanceof PepOutcome.Authenticated pep
                && question.request() instanceof CanonicalRequest request
                && notifies(request)
                && question.presented().token() instanceof TokenOutcome.Active active) {
            try {
                sources.intake()
                        .take(
                                pep.subject(),
                                active.token().client(),
                                request.resource().id());
            } catch (RuntimeException failed) {
                return new Decision.Deny(Reason.UNAVAILABLE, null, permit.checks());
            }
        }
        return decision;
    }

    private static boolean notifies(CanonicalRequest request) {
        return request.interaction() == Interaction.NOTIFY || request.interaction() == Interaction.NOTIFY_TASK;
    }

    private Authorized record(Question question, Decision decision, String pepId, RawRequest request) {
        Circumstances circumstances = Circumstances.of(question, pepId, request);
        String id = journal.newId();
        Decision given = kept(id, pepId, decision);
        Decision logged = logged(id, question, given, circumstances);
        String hash = question.request() instanceof CanonicalRequest
                ? RequestHash.of(
                        request.method(), request.target(), request.body().bytes())
                : "";
        return new Authorized(id, logged, circumstances, question, hash);
    }

    /** What cannot be logged is not permitted; it is answered as unavailable, whatever it was. */
    private Decision logged(String id, Question question, Decision given, Circumstances circumstances) {
        try {
            journal.append(id, given, circumstances, QuestionEvidence.of(question, given));
        } catch (RuntimeException failed) {
            withdraw(id, given, failed);
            journal.witness().notLogged(failed);
            return new Decision.Deny(Reason.UNAVAILABLE, null, given.checks());
        }
        journal.witness().decided(id, question, given);
        return given;
    }

    /** What was not permitted after all cannot be confirmed either. */
    private void withdraw(String id, Decision given, RuntimeException failed) {
        if (given instanceof Decision.Permit permit && permit.step().isPresent()) {
            try {
                sources.steps().withdraw(id);
            } catch (RuntimeException unreachable) {
                failed.addSuppressed(unreachable);
            }
        }
    }

    /** A permitted Task update can be confirmed before anybody hears that it was permitted. */
    private Decision kept(String id, String pepId, Decision decision) {
        if (decision instanceof Decision.Permit permit
                && permit.step().isPresent()
                && permit.flow().isPresent()) {
            try {
                sources.steps()
                        .put(new PermittedStep(
                                id,
                                pepId,
                                permit.flow().get().id(),
                                permit.step().get(),
                                false));
            } catch (RuntimeException failed) {
                return new Decision.Deny(Reason.UNAVAILABLE, permit.flow().get(), permit.checks());
            }
        }
        return decision;
    }
}
