// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.peer.DeniedCertificate;
import io.notenboom.registry.peer.PeerDenylist;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.Fingerprints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The denylist as a file that operators may also write themselves, {@code gossip/denylist.json} in the data folder:
 * {@code {"denied":[{"issuer","serial","keySha256","reason","since"}]}}. It is read again when it changed; a file that cannot
 * be read changes nothing, so that a slip of the pen lets nobody in.
 */
public final class DenylistFile implements PeerDenylist, Predicate<X509Certificate> {

    /** Most entries. */
    public static final int MAX_ENTRIES = 10_000;

    private static final System.Logger LOGGER = System.getLogger(DenylistFile.class.getName());
    private static final int MAX_BYTES = 16 * 1_024 * 1_024;

    private final Path file;
    private volatile List<DeniedCertificate> entries;
    private String lastText;

    /**
     * Opens the list of a data folder.
     *
     * @throws IllegalStateException if it is there and cannot be read; a node does not start without it
     */
    public DenylistFile(Path dataFolder) {
        this.file = dataFolder.resolve("gossip").resolve("denylist.json");
        try {
            Files.createDirectories(dataFolder.resolve("gossip"));
            this.lastText = text();
            this.entries = parse(lastText);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Whether a certificate is denied. */
    @Override
    public boolean test(X509Certificate certificate) {
        return entries.stream()
                .anyMatch(entry -> entry.names(certificate)
                        && entry.keySha256().equals(Fingerprints.ofKey(certificate.getPublicKey())));
    }

    @Override
    public List<DeniedCertificate> denied() {
        return entries;
    }

    @Override
    public synchronized boolean deny(DeniedCertificate certificate) {
        if (entries.stream().anyMatch(certificate::meansSameAs)) {
            return false;
        }
        if (entries.size() >= MAX_ENTRIES) {
            throw new IllegalArgumentException("the denylist is full");
        }
        List<DeniedCertificate> next = new ArrayList<>(entries);
        next.add(certificate);
        store(next);
        return true;
    }

    @Override
    public synchronized boolean permit(DeniedCertificate certificate) {
        List<DeniedCertificate> next = new ArrayList<>(entries);
        if (!next.removeIf(certificate::meansSameAs)) {
            return false;
        }
        store(next);
        return true;
    }

    /** Reads the file again if it changed. Whether the entries are others now. */
    public synchronized boolean reload() {
        try {
            String text = text();
            if (text.equals(lastText)) {
                return false;
            }
            lastText = text;
            List<DeniedCertificate> before = entries;
            entries = parse(text);
            return !entries.equals(before);
        } catch (IOException | IllegalArgumentException unreadable) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "{0} cannot be read, the entries from before hold: {1}",
                    file,
                    unreadable.getMessage());
            return false;
        }
    }

    private String text() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("it is too large");
        }
        return Files.readString(file);
    }

    private void store(List<DeniedCertificate> next) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("denied");
        next.forEach(entry -> list.addObject()
                .put("issuer", entry.issuer())
                .put("serial", entry.serial())
                .put("keySha256", entry.keySha256())
                .put("reason", entry.reason())
                .put("since", entry.since().toString()));
        String text = json.toPrettyString() + "\n";
        try {
            GossipFiles.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder gossip in notenboom.data-dir cannot be written", e);
        }
        lastText = text;
        entries = List.copyOf(next);
    }

    private static List<DeniedCertificate> parse(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        try {
            JsonNode denied = StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8), MAX_BYTES)
                    .path("denied");
            if (!denied.isArray() || denied.size() > MAX_ENTRIES) {
                throw new IllegalArgumentException("it has one list, denied, of at most " + MAX_ENTRIES);
            }
            List<DeniedCertificate> entries = new ArrayList<>();
            for (JsonNode entry : denied) {
                entries.add(new DeniedCertificate(
                        entry.path("issuer").asText(),
                        entry.path("serial").asText(),
                        entry.path("keySha256").asText(),
                        entry.path("reason").asText(),
                        Instant.parse(entry.path("since").asText())));
            }
            return List.copyOf(entries);
        } catch (JsonInputException | DateTimeException malformed) {
            throw new IllegalArgumentException("it is not JSON of the form that the documentation shows", malformed);
        }
    }
}
