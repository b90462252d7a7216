// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.pdp.api.PdpProblem;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.pep.PepAuthentication;
import io.notenboom.pdp.pep.PepJson;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.ScopeSides;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.trust.json.CanonicalJson;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes registrations of enforcement points for the present caller, one change after the other. */
@Singleton
public class PepChanges {

    private static final int KEY_BYTES = 32;
    private static final String KEY_HASH = "keySha256";
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final PepRegister peps;
    private final ScopeSides sides;
    private final FhirSettings fhir;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Caller caller;

    /** Over the register. */
    public PepChanges(
            PepRegister peps,
            ScopeSides sides,
            FhirSettings fhir,
            SecureRandom random,
            InstantSource clock,
            Caller caller) {
        this.peps = peps;
        this.sides = sides;
        this.fhir = fhir;
        this.random = random;
        this.clock = clock;
        this.caller = caller;
    }

    /**
     * What must hold for what is stored (RFC 9110, section 13.1).
     *
     * @param match the ETag that it must have; {@code *} for any
     * @param absent whether there must be nothing
     */
    record Condition(Optional<String> match, boolean absent) {

        static Condition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
            if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
                throw Problems.badRequest("If-None-Match is * here.");
            }
            return new Condition(Optional.ofNullable(ifMatch), ifNoneMatch != null);
        }

        void require(Optional<PepRegistration> known) {
            boolean matches = match.isEmpty()
                    || (known.isPresent()
                            && (match.get().equals("*") || match.get().equals(tag(known.get()))));
            if (!matches || (absent && known.isPresent())) {
                throw Problems.of(
                        PdpProblem.VERSION_CHANGED,
                        "Somebody else changed it: read it again, and send its ETag in If-Match.");
            }
        }
    }

    /**
     * What was stored.
     *
     * @param freshKey a key that was made for it
     */
    record Written(
            PepRegistration pep, boolean created, @Nullable String freshKey) {

        Optional<String> key() {
            return Optional.ofNullable(freshKey);
        }
    }

    /** The ETag of a registration. */
    static String tag(PepRegistration pep) {
        return "\""
                + PepRegister.keyHash(CanonicalJson.text(PepJson.write(pep))).substring(0, 32) + "\"";
    }

    Written put(String id, ObjectNode json, Condition condition) {
        requireKnownMembers(id, json);
        Result result = new Result();
        peps.change(id, known -> {
            known.ifPresent(other -> caller.requireSubject(other.standing().subject()));
            condition.require(known);
            PepRegistration next = completed(id, json.deepCopy(), known, result);
            result.pep = next;
            result.created = known.isEmpty();
            return Optional.of(next);
        });
        return result.written();
    }

    Written rotate(String id, ObjectNode json, Condition condition) {
        long overlap = json.path("overlapSeconds").asLong(0);
        if (overlap < 0 || overlap > LONGEST_OVERLAP.toSeconds()) {
            throw Problems.badRequest("overlapSeconds is 0 to " + LONGEST_OVERLAP.toSeconds() + ".");
        }
        Result result = new Result();
        peps.change(id, stored -> {
            PepRegistration known = own(stored);
            condition.require(stored);
            if (!(known.authentication() instanceof PepAuthentication.Key current)) {
                throw Problems.badRequest(
                        "This enforcement point shows a certificate: PUT it with the new thumbprint beside the old one.");
            }
            result.freshKey = newKey();
            PepAuthentication.Former former = overlap == 0
                    ? null
                    : new PepAuthentication.Former(
                            current.sha256(), clock.instant().plusSeconds(overlap));
            PepRegistration next = known.with(new PepAuthentication.Key(PepRegister.keyHash(result.freshKey), former));
            result.pep = next;
            return Optional.of(next);
        });
        return result.written();
    }

    void delete(String id, Condition condition) {
        peps.change(id, known -> {
            known.ifPresent(other -> caller.requireSubject(other.standing().subject()));
            condition.require(known);
            return Optional.empty();
        });
    }

    private PepRegistration own(Optional<PepRegistration> stored) {
        return stored.filter(pep -> caller.mayActFor(pep.standing().subject()))
                .orElseThrow(() -> Problems.notFound("No such enforcement point."));
    }

    private PepRegistration completed(String id, ObjectNode json, Optional<PepRegistration> known, Result result) {
        result.freshKey = null;
        if (json.path("authentication").asText("key").equals("key") && !json.has(KEY_HASH)) {
            if (known.isPresent() && known.get().authentication() instanceof PepAuthentication.Key) {
                ObjectNode before = PepJson.write(known.get());
                json.set(KEY_HASH, before.get(KEY_HASH));
                Optional.ofNullable(before.get("formerKey")).ifPresent(former -> json.set("formerKey", former));
            } else {
                result.freshKey = newKey();
                json.put(KEY_HASH, PepRegister.keyHash(result.freshKey));
            }
        }
        PepRegistration registration = read(id, json);
        caller.requireSubject(registration.standing().subject());
        requireProfiles(registration);
        return registration;
    }

    private void requireProfiles(PepRegistration registration) {
        registration.standing().profiles().forEach(name -> {
            if (sides.profiles().find(name).isEmpty()) {
                throw Problems.badRequest("Name profiles that are shipped: "
                        + new TreeSet<>(sides.profiles().all().keySet()) + ".");
            }
        });
        Optional<String> conflict = sides.conflict(registration);
        if (conflict.isPresent()) {
            throw Problems.conflict(conflict.get());
        }
    }

    private PepRegistration read(String id, ObjectNode json) {
        try {
            return PepJson.read(id, json, fhir.version());
        } catch (IllegalArgumentException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }

    /** What this version does not know could mean something narrower. */
    private static void requireKnownMembers(String id, ObjectNode json) {
        json.remove("formerKeyUntil");
        json.fieldNames().forEachRemaining(member -> {
            if (!PepJson.MEMBERS.contains(member) && !member.equals(KEY_HASH)) {
                throw Problems.badRequest("Unknown member " + member + "; there are keySha256 and "
                        + new TreeSet<>(PepJson.MEMBERS) + ".");
            }
        });
        if (json.has("id") && !json.path("id").asText().equals(id)) {
            throw Problems.badRequest("id is the one in the path, or left out.");
        }
    }

    private String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return "pep_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Filled by a change, which may be made several times before it is stored; the last one counts. */
    private static final class Result {

        private @Nullable PepRegistration pep;
        private boolean created;
        private @Nullable String freshKey;

        private Written written() {
            PepRegistration stored = pep;
            if (stored == null) {
                throw new IllegalStateException("a change that was stored has a result");
            }
            return new Written(stored, created, freshKey);
        }
    }
}
