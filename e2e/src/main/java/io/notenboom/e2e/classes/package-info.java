// SPDX-License-Identifier: Apache-2.0
/** The cache of classes that all nodes of a machine share. */
@NullMarked
package io.notenboom.e2e.classes;

import org.jspecify.annotations.NullMarked;
