// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.projection.StreamContents.EndpointVersion;
import io.notenboom.registry.projection.StreamContents.KnownContract;
import io.notenboom.registry.rule.facts.Contract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Digests of what the projection shows. Two nodes that hold the same events and follow the same rules have the same digest,
 * in whatever order the events arrived. Counted in are the standing of every event of the chains, and what follows from the
 * valid ones; not counted are events at or after a fork or of a branch that lost, of which nodes may hold different ones, and
 * the local time.
 */
final class ProjectionDigest {

    /** Changes when the rules or this form change, so that nodes of different versions are not taken for diverged. */
    static final String VERSION = "notenboom-projection-1";

    private static final int LENGTH_BYTES = 4;

    private final MessageDigest digest;

    private ProjectionDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Digest over streams, given in the order of their ids. */
    static String of(Collection<StreamProjection> streams) {
        ProjectionDigest whole = new ProjectionDigest();
        whole.add(VERSION);
        for (StreamProjection stream : streams) {
            whole.add(stream.stream().value());
            whole.add(stream.digest());
        }
        return whole.value();
    }

    /** Digest of one stream. */
    static String of(StreamProjection stream) {
        ProjectionDigest one = new ProjectionDigest();
        one.add(stream.frozen() ? "frozen from " + stream.size() : "whole");
        stream.contents().registration().ifPresent(one::vendor);
        stream.contents().node().ifPresent(one::node);
        stream.eachStanding(one::standing);
        stream.contents().knownContracts().forEach(one::contract);
        stream.contents().endpointVersions().forEach(one::endpoint);
        return one.value();
    }

    private void vendor(VendorRegistration registration) {
        add("vendor", registration.vendor(), registration.name(), registration.caCertificate());
    }

    private void node(NodeRegistration node) {
        add("node", node.nodeId(), node.address(), node.certificate());
    }

    private void standing(EventId event, ProjectionStanding standing) {
        switch (standing) {
            case ProjectionStanding.Valid _ -> add("valid", event.value());
            case ProjectionStanding.Refused refused -> add("refused", event.value(), refused.rule());
            case ProjectionStanding.NotUnderstood _ -> add("not understood", event.value());
            case ProjectionStanding.Revoked _ -> add("revoked", event.value());
            case ProjectionStanding.Frozen _, ProjectionStanding.ForkLost _ -> {}
        }
    }

    private void contract(KnownContract known) {
        Contract contract = known.contract();
        CareOrganisationName name = known.name();
        add("contract", contract.contractId().toString(), contract.vendor(), contract.careOrganisation());
        add(contract.start().toString(), text(contract.endOrNull()), contract.certificateThumbprint());
        add(contract.approved() ? "approved" : "proposed", known.proposal().value());
        add(name.name(), name.unit(), text(name.city()), name.province(), name.country(), name.kvk());
    }

    private void endpoint(EndpointVersion version) {
        EndpointRegistration endpoint = version.registration();
        add("endpoint", endpoint.endpointId(), version.event().value(), endpoint.careOrganisation());
        add(endpoint.vendor(), endpoint.endpointType(), endpoint.location());
        add(endpoint.start().toString(), text(endpoint.end()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private void add(String... fields) {
        for (String field : List.of(fields)) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(LENGTH_BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
    }

    private String value() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }
}
