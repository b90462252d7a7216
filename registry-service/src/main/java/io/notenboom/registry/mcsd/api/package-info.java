// SPDX-License-Identifier: Apache-2.0
/** The directory over HTTP: ITI-90 and ITI-91 of IHE mCSD. */
@NullMarked
package io.notenboom.registry.mcsd.api;

import org.jspecify.annotations.NullMarked;
