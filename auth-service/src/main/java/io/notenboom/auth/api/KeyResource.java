// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.revocation.CompromisedKeys;
import io.notenboom.auth.subject.KeyOutcome;
import io.notenboom.auth.subject.KeyRotation;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

/** Keys of own DIDs, adding as Nuts nodes have it; listing and taking out are ours. */
@Path("/internal/vdr/v2/subject/{subject}/verificationmethod")
@RunOnVirtualThread
public class KeyResource {

    private final Subjects subjects;
    private final KeyRotation rotation;
    private final CompromisedKeys compromised;
    private final Caller caller;
    private final InstantSource clock;

    /** Works on keys of these subjects. */
    public KeyResource(
            Subjects subjects, KeyRotation rotation, CompromisedKeys compromised, Caller caller, InstantSource clock) {
        this.subjects = subjects;
        this.rotation = rotation;
        this.compromised = compromised;
        this.caller = caller;
        this.clock = clock;
    }

    /** Adds a key to each DID: published at once, signing a few minutes later. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vdr:write")
    @Audited("key.add")
    public ArrayNode add(@PathParam("subject") String subject, byte[] body) {
        caller.requireSubject(subject);
        requireAssertionKey(body);
        return answer(() -> rotation.add(PathText.subject(subject)));
    }

    /** All keys with their state, also those that are not in the document any more. */
    @GET
    @RequiresScope("vdr:read")
    public ArrayNode list(@PathParam("subject") String subject) {
        caller.requireSubject(subject);
        Instant now = clock.instant();
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        for (OwnDid did : subjects.find(PathText.subject(subject))
                .orElseThrow(Problems::subjectNotFound)
                .dids()) {
            for (OwnKey key : did.keys()) {
                ObjectNode json = subjects.method(did, key).toJson();
                json.put("state", did.state(key, now).wireName())
                        .put("since", key.since().toString())
                        .put("signsFrom", key.signsFrom().toString());
                if (key.until() != null) {
                    json.put("until", key.until().toString());
                }
                answer.add(json);
            }
        }
        return answer;
    }

    /** Takes a key out at once because somebody else may have it, and ends the tokens that its DID got here. */
    @DELETE
    @Path("/{id}")
    @RequiresScope("vdr:write")
    @Audited("key.remove")
    public Response remove(@PathParam("subject") String subject, @PathParam("id") @Encoded String id) {
        caller.requireSubject(subject);
        ArrayNode unused = answer(() -> compromised.remove(PathText.subject(subject), PathText.didUrl(id)));
        return Response.noContent().build();
    }

    private static ArrayNode answer(Supplier<KeyOutcome> change) {
        try {
            return switch (change.get()) {
                case KeyOutcome.Changed changed -> {
                    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
                    changed.methods().forEach(method -> answer.add(method.toJson()));
                    yield answer;
                }
                case KeyOutcome.NoSuchSubject _ -> throw Problems.subjectNotFound();
                case KeyOutcome.NoSuchKey _ -> throw keyNotFound();
                case KeyOutcome.Deactivated _ ->
                    throw new ProblemException(
                            AuthProblem.DID_DEACTIVATED, "The subject is deactivated for good; create another one.");
                case KeyOutcome.TooManyKeys _ ->
                    throw new ProblemException(
                            AuthProblem.DID_DOCUMENT_FULL,
                            "The document holds 16 keys; wait until one is retired, or take one out.");
            };
        } catch (NoKeyAvailableException noKey) {
            throw new ProblemException(
                    AuthProblem.NO_KEY_AVAILABLE,
                    "the custodian has no unused key of purpose did; let the host create more");
        }
    }

    private static ProblemException keyNotFound() {
        return new ProblemException(
                AuthProblem.KEY_NOT_FOUND,
                "The subject has no such verification method; list them to see which it has.");
    }

    private static void requireAssertionKey(byte[] body) {
        if (body.length == 0) {
            return;
        }
        JsonBody json = JsonBody.parse(body).only(Set.of("assertionKey", "encryptionKey"));
        if (json.flag("encryptionKey", false) || !json.flag("assertionKey", true)) {
            throw Problems.badRequest("a did:web gets an assertion key and no encryption key");
        }
    }
}
