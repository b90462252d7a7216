// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.mcsd.DirectoryResource;
import java.util.ArrayList;
import java.util.List;

/** The code systems and identifiers of the directory's resources; what is served and what is searched are the same. */
public final class Coding {

    /** Identifiers that are URNs. */
    public static final String URI = "urn:ietf:rfc:3986";

    /** URA numbers of care providers. */
    public static final String URA = "http://fhir.nl/fhir/NamingSystem/ura";

    /** AGB codes. */
    public static final String AGB = "http://fhir.nl/fhir/NamingSystem/agb-z";

    /** Numbers at the Chamber of Commerce. */
    public static final String KVK = "http://fhir.nl/fhir/NamingSystem/kvk";

    /** Kinds of organisations. */
    public static final String ORGANISATION_TYPE = "http://terminology.hl7.org/CodeSystem/organization-type";

    /** States of an endpoint. */
    public static final String ENDPOINT_STATUS = "http://hl7.org/fhir/endpoint-status";

    /** Roles of an affiliation. */
    public static final String AFFILIATION_ROLE = "http://terminology.hl7.org/CodeSystem/organization-role";

    private static final String URA_ARC = "urn:oid:2.16.528.1.1007.3.3";
    private static final String AGB_ARC = "urn:oid:2.16.840.1.113883.2.4.6.1";

    /** An identifier. */
    public record Identifier(String system, String value) {}

    private Coding() {}

    /** Identifiers of a care organisation, its OID last. */
    public static List<Identifier> identifiers(DirectoryResource.CareOrganisation organisation) {
        List<Identifier> identifiers = new ArrayList<>();
        numbered(organisation.oid(), URA_ARC, URA, identifiers);
        numbered(organisation.oid(), AGB_ARC, AGB, identifiers);
        if (!organisation.kvk().isBlank()) {
            identifiers.add(new Identifier(KVK, organisation.kvk()));
        }
        identifiers.add(new Identifier(URI, organisation.oid()));
        return identifiers;
    }

    /** Identifiers of a vendor, its OID last. */
    public static List<Identifier> identifiers(DirectoryResource.Vendor vendor) {
        return List.of(new Identifier(KVK, number(vendor.oid())), new Identifier(URI, vendor.oid()));
    }

    /** Whether an OID is that of a care provider with a URA number. */
    static boolean hasUra(String oid) {
        return isIn(oid, URA_ARC);
    }

    private static boolean isIn(String oid, String arc) {
        return oid.startsWith(arc + ".") || oid.startsWith(arc + ":");
    }

    private static void numbered(String oid, String arc, String system, List<Identifier> identifiers) {
        if (isIn(oid, arc)) {
            identifiers.add(new Identifier(system, number(oid)));
        }
    }

    /** What comes behind the register in an OID. */
    private static String number(String oid) {
        return oid.substring(Math.max(oid.lastIndexOf('.'), oid.lastIndexOf(':')) + 1);
    }
}
