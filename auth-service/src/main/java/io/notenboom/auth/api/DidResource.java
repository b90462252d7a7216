// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.didweb.PublishedDids;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Resolves DIDs (internal), as a Nuts node v6 does. */
@Path("/internal/vdr/v2/did/{did}")
@RunOnVirtualThread
public class DidResource {

    /** What Nuts nodes say where no time is known. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    private static final String NO_HASH = "0".repeat(64);

    private final PublishedDids published;
    private final Subjects subjects;
    private final InstantSource clock;

    /** Shows these; knows the history of these subjects. */
    public DidResource(PublishedDids published, Subjects subjects, InstantSource clock) {
        this.published = published;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * The document of a DID of any supported method.
     *
     * @param versionTime of a DID of this node, the document as it was then (W3C DID Core 1.0 §3.2.1): a key is in it if what
     *     it signed then counts
     */
    @GET
    @RequiresScope("vdr:read")
    public ObjectNode resolve(
            @PathParam("did") @Encoded String did, @QueryParam("versionTime") @Nullable String versionTime) {
        Did parsed = PathText.did(did);
        if (versionTime != null) {
            return past(parsed, time(versionTime));
        }
        try {
            DidDocument document = published.document(parsed);
            return subjects.ownDid(parsed)
                    .map(own -> answer(document, own, clock.instant()))
                    .orElseGet(() -> answer(document, NO_TIME));
        } catch (DidResolutionException failure) {
            throw problem(failure);
        }
    }

    private ObjectNode past(Did did, Instant time) {
        OwnDid own = subjects.ownDid(did)
                .orElseThrow(() -> new ProblemException(
                        AuthProblem.DID_NOT_FOUND, "versionTime is for DIDs of this node; leave it out for others."));
        if (time.isBefore(own.created())) {
            throw new ProblemException(AuthProblem.DID_NOT_FOUND, "The DID was not there at versionTime.");
        }
        if (!own.isActiveAt(time)) {
            throw new ProblemException(AuthProblem.DID_DEACTIVATED, "The DID was deactivated at versionTime.");
        }
        return answer(subjects.documentAt(own, time), own, time);
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            throw Problems.badRequest("versionTime must be a time such as 2027-01-01T00:00:00Z");
        }
    }

    private static ObjectNode answer(DidDocument document, OwnDid own, Instant time) {
        ObjectNode answer = answer(document, seconds(own.created()));
        ((ObjectNode) answer.get("documentMetadata")).put("updated", seconds(own.changed(time)));
        return answer;
    }

    private static ObjectNode answer(DidDocument document, String created) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("document", document.toJson());
        answer.putObject("documentMetadata")
                .put("created", created)
                .put("hash", NO_HASH)
                .putNull("txs")
                .put("deactivated", false);
        return answer;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static RuntimeException problem(DidResolutionException failure) {
        String detail = failure.reason().description();
        return switch (failure.reason()) {
            case METHOD_NOT_SUPPORTED, INVALID_DID, KEY_NOT_SUPPORTED, HOST_NOT_ALLOWED -> Problems.badRequest(detail);
            case NOT_FOUND -> new ProblemException(AuthProblem.DID_NOT_FOUND, detail);
            case DEACTIVATED -> new ProblemException(AuthProblem.DID_DEACTIVATED, detail);
            case UNAVAILABLE -> new ProblemException(AuthProblem.DID_UNAVAILABLE, detail);
            case INVALID_DOCUMENT -> new ProblemException(AuthProblem.DID_DOCUMENT_INVALID, detail);
        };
    }
}
