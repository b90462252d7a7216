// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.writer;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.issue.WriterFence;
import io.notenboom.registry.issue.WriterGate;
import io.notenboom.registry.log.ForkEvidence;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Known forks, and the operator's word when no peer can be asked before this node signs. */
@Path("/registry/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class WriterResource {

    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 400;

    /** Body of an override. */
    public record Override(@Nullable String reason) {}

    /**
     * Two events for one place of a stream.
     *
     * @param sid the stream
     * @param seq the place
     * @param events ids of the two
     * @param open whether the stream is frozen here until the Foundation decides
     */
    record Fork(String sid, long seq, List<String> events, boolean open) {}

    /** All known forks. */
    record Forks(List<Fork> forks) {}

    /**
     * Whether this node may sign.
     *
     * @param fence fencing number that this process took at its start
     * @param holdsFence whether no other process took a later one
     * @param overridden whether an operator opened the way without peers
     */
    record Writer(long fence, boolean holdsFence, boolean overridden) {}

    private final StreamDirectory directory;
    private final WriterGate gate;
    private final WriterFence fence;
    private final AuditLog audit;
    private final Caller caller;

    WriterResource(StreamDirectory directory, WriterGate gate, WriterFence fence, AuditLog audit, Caller caller) {
        this.directory = directory;
        this.gate = gate;
        this.fence = fence;
        this.audit = audit;
        this.caller = caller;
    }

    /** Known forks, those that were resolved included. */
    @GET
    @Path("/forks")
    @RequiresScope("registry:read")
    public Forks forks() {
        return new Forks(directory.forks().stream().map(this::view).toList());
    }

    private Fork view(ForkEvidence fork) {
        return new Fork(
                fork.stream().value(),
                fork.sequence(),
                List.of(fork.accepted().value(), fork.other().value()),
                directory.openForks(fork.stream()).contains(fork));
    }

    /** Whether this node may sign. */
    @GET
    @Path("/writer")
    @RequiresScope("registry:read")
    public Writer writer() {
        return new Writer(fence.number(), gate.mayAppend(), gate.overridden());
    }

    /**
     * Lets this node sign until its next start although no peer could be asked whether it holds all of its own stream. Who
     * asks takes it on himself that nothing was signed after the node's data was saved; the audit log keeps the reason.
     */
    @POST
    @Path("/writer/override")
    @RequiresScope("registry:admin")
    @NotAudited("records it itself, with the reason")
    public Writer override(@Nullable Override given) {
        String reason =
                given == null || given.reason() == null ? "" : given.reason().strip();
        if (reason.length() < MIN_REASON
                || reason.length() > MAX_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    EdgeProblem.INVALID_REQUEST,
                    "reason has to be a text of " + MIN_REASON + " to " + MAX_REASON
                            + " characters on one line: why it is sure that nothing was signed since the backup");
        }
        var unused = audit.append(new AuditRecord(
                caller.tokenId(),
                "registry.writer.override",
                reason,
                AuditRecord.Outcome.DONE,
                RequestId.current().orElse("")));
        gate.override();
        return writer();
    }
}
