// SPDX-License-Identifier: Apache-2.0
/** Verifiable presentations: making and verifying (W3C VCDM 1.1, Nuts RFC021). */
@NullMarked
package io.notenboom.trust.presentation;

import org.jspecify.annotations.NullMarked;
