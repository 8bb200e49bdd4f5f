/**
 * Turns GitLab's JSON and text into few, truthful bytes for a model: chooses and renames fields, drops what is empty,
 * cuts what is long and says so, cleans text that users wrote, masks secrets, and slices logs and files by lines and
 * bytes, all in one streaming pass. Knows no tool and makes no call. Shapes and rules are immutable and thread-safe;
 * everything that holds the state of one result ({@code JsonText}, {@code ShapeRun}, {@code LineReader}) belongs to
 * one thread.
 */
@NullMarked
package dev.gitlabmcp.shaping;

import org.jspecify.annotations.NullMarked;
