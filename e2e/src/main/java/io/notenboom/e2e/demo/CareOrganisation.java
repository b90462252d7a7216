// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

/**
 * A fictitious care organisation of the demo.
 *
 * @param oid identifier in the registry
 * @param name its name
 * @param city where it is
 * @param province the province of that
 * @param kvk fictitious number of the Chamber of Commerce
 * @param subject its subject at the authorization server of its vendor's node
 */
public record CareOrganisation(String oid, String name, String city, String province, String kvk, String subject) {

    /** Hands the patient over. */
    public static final CareOrganisation SENDER = new CareOrganisation(
            "urn:oid:2.16.840.1.113883.2.4.6.1:6010713",
            "Ziekenhuis De Linde",
            "Nootdorp",
            "Zuid-Holland",
            "90000011",
            "de-linde");

    /** Takes the patient over. */
    public static final CareOrganisation RECEIVER = new CareOrganisation(
            "urn:oid:2.16.840.1.113883.2.4.6.1:47470035",
            "Verpleeghuis Avondrust",
            "Zutphen",
            "Gelderland",
            "90000022",
            "avondrust");

    /** Has nothing to do with this transfer, although it has all credentials. */
    public static final CareOrganisation BYSTANDER = new CareOrganisation(
            "urn:oid:2.16.840.1.113883.2.4.6.1:47470099",
            "Thuiszorg De Brug",
            "Deventer",
            "Overijssel",
            "90000033",
            "de-brug");
}
