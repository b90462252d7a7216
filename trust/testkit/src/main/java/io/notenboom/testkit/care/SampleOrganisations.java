// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.care;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes up Dutch care organisations: legal forms, kinds of care, compounds, saints, families and towns, put together as real
 * names are. The same seed gives the same organisations. Names repeat as they do in life, mostly in other towns; there are
 * some hundred thousand different ones and some tens of thousands of words.
 */
public final class SampleOrganisations {

    private static final String AGB = "urn:oid:2.16.840.1.113883.2.4.6.1:";
    private static final int FIRST_NUMBER = 10_000_000;

    private final long seed;

    /** @param seed decides everything */
    public SampleOrganisations(long seed) {
        this.seed = seed;
    }

    /** The first organisations, as many as asked for, at most 10,000,000. */
    public Stream<SampleOrganisation> organisations(int number) {
        if (number < 0 || number > FIRST_NUMBER) {
            throw new IllegalArgumentException("0 to " + FIRST_NUMBER + " organisations can be made up");
        }
        return IntStream.range(0, number).mapToObj(this::organisation);
    }

    private SampleOrganisation organisation(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        // the first values of neighbouring seeds are alike
        for (int i = 0; i < 3; i++) {
            random.nextInt();
        }
        String[] town = town(random);
        return new SampleOrganisation(
                AGB + (FIRST_NUMBER + number),
                name(random, town[0]),
                town[0],
                town[1],
                Integer.toString(FIRST_NUMBER + random.nextInt(80_000_000)));
    }

    private static String name(Random random, String town) {
        StringBuilder name = new StringBuilder();
        if (chance(random, 25)) {
            name.append(one(random, SampleWords.LEGAL_FORMS)).append(' ');
        }
        if (chance(random, 85)) {
            name.append(one(random, SampleWords.KINDS)).append(' ');
        }
        name.append(own(random));
        if (chance(random, 20)) {
            name.append(' ').append(town);
        }
        if (chance(random, 15)) {
            name.append(' ').append(one(random, SampleWords.LEGAL_ENDINGS));
        }
        return name.toString();
    }

    /** What sets it apart from others of its kind. */
    private static String own(Random random) {
        int kind = random.nextInt(100);
        if (kind < 45) {
            String compound = one(random, SampleWords.FIRST_PARTS) + one(random, SampleWords.LAST_PARTS);
            return (chance(random, 50) ? "De " : "") + capital(compound);
        }
        if (kind < 80) {
            return (chance(random, 35) ? one(random, SampleWords.PARTICLES) + " " : "") + family(random);
        }
        return kind < 90
                ? one(random, SampleWords.SAINTS)
                : capital(one(random, SampleWords.FIRST_PARTS)) + " en "
                        + capital(one(random, SampleWords.FIRST_PARTS) + one(random, SampleWords.LAST_PARTS));
    }

    private static String family(Random random) {
        String family = one(random, SampleWords.NAME_STEMS) + one(random, SampleWords.NAME_ENDINGS);
        return chance(random, 30)
                ? family + "-" + one(random, SampleWords.NAME_STEMS) + one(random, SampleWords.NAME_ENDINGS)
                : family;
    }

    private static String[] town(Random random) {
        if (chance(random, 50)) {
            return one(random, SampleWords.TOWNS).split("/");
        }
        String stem = one(random, SampleWords.TOWN_STEMS);
        String ending = one(random, SampleWords.TOWN_ENDINGS);
        int province = Math.floorMod((stem + ending).hashCode(), SampleWords.PROVINCES.size());
        return new String[] {stem + ending, SampleWords.PROVINCES.get(province)};
    }

    private static boolean chance(Random random, int percent) {
        return random.nextInt(100) < percent;
    }

    private static String one(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
