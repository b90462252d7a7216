// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image in a tar, read back by what the OCI image layout says. */
final class OciLayout {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, byte[]> files = new HashMap<>();

    OciLayout(Path tar) throws IOException {
        try (TarArchiveInputStream stream = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), stream.readAllBytes());
            }
        }
    }

    /** Digest of the only image. */
    String digest() throws IOException {
        return JSON.readTree(files.get("index.json")).at("/manifests/0/digest").asText();
    }

    private JsonNode manifest() throws IOException {
        return JSON.readTree(blob(digest()));
    }

    /** Configuration of the image. */
    JsonNode config() throws IOException {
        return JSON.readTree(blob(manifest().at("/config/digest").asText()));
    }

    private byte[] blob(String digest) {
        return files.get("blobs/" + digest.replace(':', '/'));
    }

    /** All entries of all layers. */
    List<TarArchiveEntry> entries() throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        walk((entry, content) -> entries.add(entry));
        return entries;
    }

    /** Content of a file of the image. */
    String text(String path) throws IOException {
        List<String> found = new ArrayList<>();
        walk((entry, content) -> {
            if (("/" + entry.getName()).equals(path)) {
                found.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
        return found.getFirst();
    }

    /** Writes all layers into a folder. */
    void unpack(Path folder) throws IOException {
        walk((entry, content) -> {
            Path target = folder.resolve(entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(content, target);
                boolean executable = (entry.getMode() & 0111) != 0;
                assert target.toFile().setExecutable(executable) || !executable;
            }
        });
    }

    private interface Visitor {
        void visit(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    private void walk(Visitor visitor) throws IOException {
        for (JsonNode layer : manifest().get("layers")) {
            InputStream packed =
                    new ByteArrayInputStream(blob(layer.get("digest").asText()));
            try (TarArchiveInputStream stream = new TarArchiveInputStream(new GZIPInputStream(packed))) {
                for (TarArchiveEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                    visitor.visit(entry, stream);
                }
            }
        }
    }
}
