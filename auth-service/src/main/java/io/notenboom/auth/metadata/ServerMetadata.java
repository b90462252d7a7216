// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.resourceserver.AuthenticationMethod;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Metadata documents of a subject, as Nuts nodes read them (RFC 8414), with what we add. */
public final class ServerMetadata {

    private static final List<String> DID_METHODS = List.of("web", "jwk", "key", "x509");

    private static final List<String> GRANTS =
            List.of("vp_token-bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    private static final List<String> PROOF_TYPES = List.of("JsonWebSignature2020");

    /** What keys of own DIDs sign with. */
    private static final List<String> SIGNS_WITH = List.of("ES256");

    private final PublicUrl publicUrl;
    private final List<String> algorithms;
    private final List<String> proofAlgorithms;
    private final @Nullable PublicUrl mutualTls;

    /** @param algorithms accepted signature algorithms, by JOSE name */
    public ServerMetadata(PublicUrl publicUrl, List<String> algorithms) {
        this(publicUrl, algorithms, algorithms, null);
    }

    /**
     * Metadata of a node.
     *
     * @param algorithms accepted signature algorithms of presentations and credentials, by JOSE name
     * @param proofAlgorithms those of DPoP proofs and client assertions
     * @param mutualTls base URL at which clients are asked for a certificate; null if nowhere
     */
    public ServerMetadata(
            PublicUrl publicUrl, List<String> algorithms, List<String> proofAlgorithms, @Nullable PublicUrl mutualTls) {
        this.publicUrl = publicUrl;
        this.algorithms = List.copyOf(algorithms);
        this.proofAlgorithms = List.copyOf(proofAlgorithms);
        this.mutualTls = mutualTls;
    }

    /** What the authorization server of a subject says about itself. */
    public ObjectNode authorizationServer(Subject subject) {
        String issuer = publicUrl.issuer(subject.id());
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("issuer", issuer);
        metadata.put("token_endpoint", issuer + "/token");
        metadata.put("presentation_definition_endpoint", issuer + "/presentation_definition");
        metadata.put("introspection_endpoint", issuer + "/introspect");
        metadata.put("revocation_endpoint", issuer + "/revoke");
        metadata.put("jwks_uri", issuer + "/jwks");
        resourceServers(metadata, subject.id());
        texts(metadata.putArray("response_types_supported"), List.of("vp_token"));
        texts(metadata.putArray("response_modes_supported"), List.of("direct_post"));
        texts(metadata.putArray("grant_types_supported"), GRANTS);
        metadata.put("pre-authorized_grant_anonymous_access_supported", true);
        metadata.put("presentation_definition_uri_supported", true);
        metadata.put("require_signed_request_object", true);
        texts(metadata.putArray("request_object_signing_alg_values_supported"), algorithms);
        texts(metadata.putArray("dpop_signing_alg_values_supported"), proofAlgorithms);
        texts(metadata.putArray("client_id_schemes_supported"), List.of("entity_id"));
        texts(metadata.putArray("did_methods_supported"), DID_METHODS);
        texts(metadata.putArray("token_endpoint_auth_methods_supported"), List.of("none"));
        formats(metadata.putObject("vp_formats"));
        formats(metadata.putObject("vp_formats_supported"));
        ArrayNode dids = metadata.putArray("subject_dids");
        subject.activeDids().stream().map(OwnDid::did).forEach(did -> dids.add(did.value()));
        return metadata;
    }

    /** What a subject says about itself as a client. */
    public ObjectNode client(Subject subject) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("client_id", publicUrl.issuer(subject.id()));
        metadata.put("token_endpoint_auth_method", "none");
        texts(metadata.putArray("grant_types"), List.of("vp_token-bearer"));
        texts(metadata.putArray("response_types"), List.of("vp_token"));
        metadata.put("software_id", "notenboom");
        formats(metadata.putObject("vp_formats"));
        metadata.put("client_id_scheme", "entity_id");
        return metadata;
    }

    /** How resource servers authenticate, and where clients with a certificate go (RFC 8414, RFC 8705 §5, RFC 9701). */
    private void resourceServers(ObjectNode metadata, SubjectId subject) {
        List<String> methods = Stream.of(AuthenticationMethod.values())
                .filter(method -> mutualTls != null
                        || AuthenticationMethod.withoutCertificates().contains(method))
                .map(AuthenticationMethod::wireName)
                .toList();
        for (String endpoint : List.of("introspection", "revocation")) {
            texts(metadata.putArray(endpoint + "_endpoint_auth_methods_supported"), methods);
            texts(metadata.putArray(endpoint + "_endpoint_auth_signing_alg_values_supported"), proofAlgorithms);
        }
        texts(metadata.putArray("introspection_signing_alg_values_supported"), SIGNS_WITH);
        if (mutualTls != null) {
            String base = mutualTls.issuer(subject);
            metadata.put("tls_client_certificate_bound_access_tokens", true);
            metadata.putObject("mtls_endpoint_aliases")
                    .put("token_endpoint", base + "/mtls/token")
                    .put("introspection_endpoint", base + "/introspect")
                    .put("revocation_endpoint", base + "/revoke");
        }
    }

    private void formats(ObjectNode formats) {
        for (String name : List.of("jwt_vp_json", "jwt_vc_json")) {
            texts(formats.putObject(name).putArray("alg_values_supported"), algorithms);
        }
        for (String name : List.of("ldp_vp", "ldp_vc")) {
            texts(formats.putObject(name).putArray("proof_type_values_supported"), PROOF_TYPES);
        }
    }

    private static void texts(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
