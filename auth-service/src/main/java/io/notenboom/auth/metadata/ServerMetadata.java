// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import java.util.List;

/** Metadata documents of a subject, as Nuts nodes read them (RFC 8414), with what we add. */
public final class ServerMetadata {

    private static final List<String> DID_METHODS = List.of("web", "jwk", "key", "x509");

    private static final List<String> GRANTS =
            List.of("vp_token-bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    private static final List<String> PROOF_TYPES = List.of("JsonWebSignature2020");

    private final PublicUrl publicUrl;
    private final List<String> algorithms;
    private final List<String> proofAlgorithms;

    /** @param algorithms accepted signature algorithms, by JOSE name */
    public ServerMetadata(PublicUrl publicUrl, List<String> algorithms) {
        this(publicUrl, algorithms, algorithms);
    }

    /**
     * Metadata of a node.
     *
     * @param algorithms accepted signature algorithms of presentations and credentials, by JOSE name
     * @param proofAlgorithms those of DPoP proofs
     */
    public ServerMetadata(PublicUrl publicUrl, List<String> algorithms, List<String> proofAlgorithms) {
        this.publicUrl = publicUrl;
        this.algorithms = List.copyOf(algorithms);
        this.proofAlgorithms = List.copyOf(proofAlgorithms);
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
