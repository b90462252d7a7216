// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.util.BundleUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** The resources that a server starts with. A file holds one resource or a Bundle of type {@code collection}. */
public final class SeedResources {

    private static final List<String> STU3_FILES =
            List.of("organisations.json", "patient-1.json", "patient-2.json", "notice-1.json");
    private static final List<String> R4_FILES =
            List.of("r4/organisations.json", "r4/patient-1.json", "r4/notice-1.json");

    private final List<IBaseResource> resources;

    private SeedResources(List<IBaseResource> resources) {
        this.resources = List.copyOf(resources);
    }

    /** The demo's fictitious patients, each with a nursing handoff: two in STU3, the first of them in R4. */
    public static SeedResources ofDemo(FhirContext context) throws IOException {
        List<IBaseResource> resources = new ArrayList<>();
        boolean stu3 = context.getVersion().getVersion() == FhirVersionEnum.DSTU3;
        for (String name : stu3 ? STU3_FILES : R4_FILES) {
            try (InputStream file = SeedResources.class.getResourceAsStream("/demo/fhir/" + name)) {
                if (file == null) {
                    throw new IOException("demo/fhir/" + name + " is not on the class path");
                }
                resources.addAll(parse(context, new InputStreamReader(file, StandardCharsets.UTF_8)));
            }
        }
        return new SeedResources(resources);
    }

    /** Nothing. */
    public static SeedResources none() {
        return new SeedResources(List.of());
    }

    /** All {@code *.json} files of a folder, in order of name. */
    public static SeedResources ofFolder(FhirContext context, Path folder) throws IOException {
        List<IBaseResource> resources = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    resources.addAll(parse(context, reader));
                }
            }
        }
        return new SeedResources(resources);
    }

    private static List<IBaseResource> parse(FhirContext context, Reader reader) {
        IBaseResource parsed = context.newJsonParser().parseResource(reader);
        return parsed instanceof IBaseBundle bundle ? BundleUtil.toListOfResources(context, bundle) : List.of(parsed);
    }

    /** The resources, in the order of the files. */
    public List<IBaseResource> resources() {
        return resources;
    }

    void storeIn(List<StoredResourceProvider<?>> providers) {
        for (IBaseResource resource : resources) {
            if (providers.stream().noneMatch(provider -> provider.accept(resource))) {
                throw new IllegalArgumentException("The server keeps no resources of type " + resource.fhirType()
                        + ": leave them out of the seed.");
            }
        }
    }
}
