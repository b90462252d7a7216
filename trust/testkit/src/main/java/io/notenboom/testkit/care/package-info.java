// SPDX-License-Identifier: Apache-2.0
/** Made-up Dutch care organisations, for tests and measurements of search. */
@NullMarked
package io.notenboom.testkit.care;

import org.jspecify.annotations.NullMarked;
