// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jsonld;

import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.document.Document;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.loader.DocumentLoader;
import com.apicatalog.jsonld.loader.DocumentLoaderOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import jakarta.json.JsonStructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** The JSON-LD contexts that exist here: shipped, each pinned by its SHA-256. None is ever fetched. Safe for many threads. */
public final class PinnedContexts {

    /** Context of JsonWebSignature2020, as Nuts nodes name it. */
    public static final String JWS_2020 = "https://w3c-ccg.github.io/lds-jws2020/contexts/lds-jws2020-v1.json";

    /** Context of EOverdrachtCredential; only nodes of this product know it. */
    public static final String E_OVERDRACHT = "urn:notenboom:credentials:eoverdracht:v1";

    private static final int MAX_BYTES = 256 * 1024;
    private static final PinnedContexts SHIPPED = new PinnedContexts();

    private final Map<String, JsonStructure> byUrl;

    private PinnedContexts() {
        Map<String, JsonStructure> contexts = new HashMap<>();
        for (JsonNode entry : StrictJson.parse(resource("index.json"), MAX_BYTES)) {
            byte[] file = resource(entry.path("file").asText());
            if (!sha256(file).equals(entry.path("sha256").asText())) {
                throw new IllegalStateException("the JSON-LD context "
                        + entry.path("file").asText() + " is not the one that belongs to this release");
            }
            ObjectNode context = StrictJson.parseObject(file, MAX_BYTES);
            contexts.put(entry.path("url").asText(), JsonTrees.toJakarta(context));
        }
        this.byUrl = Map.copyOf(contexts);
    }

    /** Those of this release. */
    public static PinnedContexts shipped() {
        return SHIPPED;
    }

    /** The URLs that are known. */
    public Set<String> urls() {
        return byUrl.keySet();
    }

    /** Whether this context is known. */
    public boolean knows(String url) {
        return byUrl.containsKey(url);
    }

    DocumentLoader loader() {
        return this::load;
    }

    private Document load(URI url, DocumentLoaderOptions options) throws JsonLdError {
        JsonStructure context = byUrl.get(url.toString());
        if (context == null) {
            throw new JsonLdError(JsonLdErrorCode.LOADING_REMOTE_CONTEXT_FAILED);
        }
        return JsonDocument.of(context);
    }

    private static byte[] resource(String name) {
        try (InputStream file = PinnedContexts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the JSON-LD context " + name + " is missing from this release");
            }
            return file.readNBytes(MAX_BYTES);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
