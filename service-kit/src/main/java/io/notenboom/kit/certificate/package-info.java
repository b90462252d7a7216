// SPDX-License-Identifier: Apache-2.0
/** When the certificates of listeners end, in time for somebody to do something about it. */
@NullMarked
package io.notenboom.kit.certificate;

import org.jspecify.annotations.NullMarked;
